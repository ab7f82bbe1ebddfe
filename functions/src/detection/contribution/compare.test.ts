import { describe, expect, it } from 'vitest';
import { createGaussian } from '../testing/series.ts';
import type { Observation } from '../types.ts';
import { compareSeries } from './compare.ts';
import { directionOf } from './direction.ts';
import type { MeasureKind, SiblingSeries } from './types.ts';
import { planWindows } from './windows.ts';

const hour = 3_600_000;
const day = 24 * hour;
const hours = 24 * 35;
const end = Date.UTC(2026, 10, 18, 14);

const plan = planWindows({
  startAt: end - hour,
  peakAt: end,
  resolutionMs: hour,
  firstAt: end - hours * hour,
  reachMs: 30 * day,
});

/** Hourly points up to `end`; `valueAt` gets hours before the end. */
const series = (valueAt: (before: number) => number | null, first = hours): SiblingSeries => {
  const points = Array.from({ length: first + 1 }, (_, i) => ({
    at: end - (first - i) * hour,
    value: valueAt(first - i),
  })).filter((point): point is Observation => point.value !== null);
  return { id: 's', labels: {}, points, firstAt: points[0]?.at ?? null, lastAt: points.at(-1)?.at ?? null };
};

const compare = (one: SiblingSeries, kind: MeasureKind = 'gauge') => compareSeries(one, kind, plan);

describe('compareSeries', () => {
  it('expects of a seasonal series what it did in the last three weeks at this hour', () => {
    const season = (before: number) => 100 + 50 * Math.sin((2 * Math.PI * before) / 24);
    const found = compare(series((before) => (before < 2 ? 500 : season(before))));
    expect(found).toMatchObject({ observed: 500 });
    expect(found).toHaveProperty('expected', expect.closeTo((season(0) + season(1)) / 2, 9));
  });

  it('is not moved by one odd week', () => {
    const found = compare(series((before) => (Math.abs(before - 7 * 24) < 3 ? 9_999 : 100)));
    expect(found).toMatchObject({ expected: 100, observed: 100 });
  });

  it('expects of a series that drifts what it did just before', () => {
    const found = compare(series((before) => (before < 2 ? 0 : 10_000 - 40 * Math.max(before, 30))));
    expect(found).toMatchObject({ observed: 0, expected: 8_800 });
  });

  it('adds amounts up', () => {
    expect(
      compare(
        series((before) => (before < 2 ? 30 : 10)),
        'delta',
      ),
    ).toMatchObject({
      observed: 60,
      expected: 20,
      spread: 0,
    });
  });

  it('takes increases of a counter, across a reset', () => {
    const total = (before: number) => (before >= 20 ? 10 * (2_000 - before) : 10 * (20 - before));
    const found = compare(
      series((before) => total(before) + (before === 0 ? 500 : 0)),
      'counter',
    );
    expect(found).toMatchObject({ observed: 520, expected: 20 });
  });

  it('tells nothing sent from nothing known to have happened', () => {
    const stopped = series((before) => (before < 5 ? null : 10));
    expect(compare(stopped, 'delta')).toBe('silent');
    expect(compare(stopped, 'gauge')).toBe('silent');
    expect(compare({ ...stopped, lastAt: end + hour }, 'delta')).toMatchObject({ observed: 0, expected: 20 });
    expect(compare({ ...stopped, lastAt: end + hour }, 'gauge')).toBe('silent');
  });

  it('compares a new amount with nothing, and a new gauge not at all', () => {
    const appeared = series(() => 7, 0);
    expect(compare(appeared, 'delta')).toEqual({ observed: 7, expected: 0, spread: 0 });
    expect(compare(appeared, 'gauge')).toBe('unknown');
  });

  it('counts a series that reports at other instants by its nearest points', () => {
    const shifted = series((before) => (before < 2 ? 30 : 10));
    const points = shifted.points.map(({ at, value }) => ({ at: at + 0.4 * hour, value }));
    expect(compare({ ...shifted, points }, 'delta')).toMatchObject({ observed: 60, expected: 20 });
  });

  it('tells the spread of Gaussian noise', () => {
    const spreads = Array.from({ length: 200 }, (_, seed) => {
      const gaussian = createGaussian(seed);
      const found = compare(series(() => 100 + 5 * gaussian()));
      return typeof found === 'string' ? Number.NaN : (found.spread ?? Number.NaN);
    });
    const mean = spreads.reduce((sum, spread) => sum + spread, 0) / spreads.length;
    // The mean of two points varies by 5 / sqrt(2), and so does the median that it is compared with, by less.
    expect(mean / (5 / Math.SQRT2)).toBeGreaterThan(0.9);
    expect(mean / (5 / Math.SQRT2)).toBeLessThan(1.1);
  });
});

describe('directionOf', () => {
  it.each([
    [10, 10, 0, 0],
    [10, 10.5, 0, 1],
    [10, 13.5, 1, 0],
    [10, 13.6, 1, 1],
    [10, 6.4, 1, -1],
    [10, 99, null, 0],
    [0.3, 0.1 + 0.2, 0, 0],
  ])('from %d to %d with a spread of %s is %d', (expected, observed, spread, direction) => {
    expect(directionOf({ expected, observed, spread })).toBe(direction);
  });
});
