import { describe, expect, it } from 'vitest';
import { forecastOrigins } from './forecast-origins.ts';

const start = Date.parse('2026-11-01T00:00:00Z');
const hourMs = 3_600_000;
const points = (hours: readonly number[]) => hours.map((n) => ({ at: start + n * hourMs, value: n }));
const hourly = points(Array.from({ length: 24 * 6 }, (_, n) => n));
const plan = { from: new Date(start), to: new Date(start + 1e10), withinSeconds: 6 * 3_600 };

describe('forecastOrigins', () => {
  it('begins with two seasons behind, and goes on by one, with a horizon that fills the window', () => {
    expect(forecastOrigins(hourly, plan)).toEqual([
      { index: 47, horizon: 6 },
      { index: 71, horizon: 6 },
      { index: 95, horizon: 6 },
      { index: 119, horizon: 6 },
      { index: 143, horizon: 6 },
    ]);
  });

  it('goes by what is asked for, and within the time', () => {
    const asked = {
      ...plan,
      every: 12,
      from: new Date(start + 60 * hourMs),
      to: new Date(start + 90 * hourMs),
    };
    expect(forecastOrigins(hourly, asked).map(({ index }) => index)).toEqual([60, 72, 84]);
    expect(forecastOrigins(hourly, { ...plan, seasonLength: 60 }).map(({ index }) => index)).toEqual([119]);
  });

  it('takes the next point that comes after a gap', () => {
    const gapped = hourly.filter((_, n) => n < 60 || n > 80);
    expect(forecastOrigins(gapped, plan).map(({ index }) => gapped[index]?.value)).toEqual([
      47, 81, 105, 129,
    ]);
  });

  it('plans nothing for too few points, and the same up to a point whatever follows', () => {
    expect(forecastOrigins(hourly.slice(0, 47), plan)).toEqual([]);
    const all = forecastOrigins(hourly, plan);
    for (const length of [48, 100, 130]) {
      const past = all.filter(({ index }) => index < length);
      expect(forecastOrigins(hourly.slice(0, length), plan)).toEqual(past);
    }
  });
});
