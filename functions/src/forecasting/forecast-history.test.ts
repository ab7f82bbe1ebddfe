import { describe, expect, it } from 'vitest';
import { zoneClock } from './calendar/zone-clock.ts';
import { ForecastInputError } from './forecast-input-error.ts';
import { forecastSeries } from './forecast-series.ts';
import { randomNormals } from './numerics/random-normals.ts';
import { forecastWithRegressors } from './regression/forecast-with-regressors.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const hourly = { unit: 'millisecond', count: HOUR } as const;

/** A load that begins at 8:00 on the wall clock and ends at 18:00. */
function office(timeZone: string, from: string, hours: number, step = HOUR) {
  const { local } = zoneClock(timeZone);
  const noise = randomNormals(17);
  return Array.from({ length: (hours * HOUR) / step }, (_, i) => {
    const at = Date.parse(from) + i * step;
    const hour = new Date(local(at)).getUTCHours();
    return { at, value: (hour >= 8 && hour < 18 ? 80 : 10) + noise() };
  });
}

describe('a daily pattern on a local clock', () => {
  it.each([
    ['Europe/Vienna', '2024-02-01T00:00Z', 24 * 58],
    ['Europe/Vienna', '2024-09-01T00:00Z', 24 * 55],
    ['America/New_York', '2024-01-10T00:00Z', 24 * 59],
    ['America/Santiago', '2024-02-10T00:00Z', 24 * 56],
    ['Australia/Lord_Howe', '2024-02-10T00:00Z', 24 * 56],
  ])('in %s from %s goes on at the same hours after clocks change', (timeZone, from, hours) => {
    const step = timeZone === 'Australia/Lord_Howe' ? 30 * MINUTE : HOUR;
    const all = office(timeZone, from, hours + 72, step);
    const length = (hours * HOUR) / step;
    const actual = all.slice(length);
    const request = { observations: all.slice(0, length), horizon: actual.length };
    const errorOf = (mean: readonly number[]) =>
      mean.reduce((sum, value, i) => sum + Math.abs(value - actual[i].value), 0) / mean.length;
    const local = forecastSeries({ ...request, timeZone });
    expect(local.at).toEqual(actual.map(({ at }) => at));
    expect(local.history.timeZone).toBe(timeZone);
    expect(errorOf(local.mean)).toBeLessThan(4);
    expect(errorOf(local.mean)).toBeLessThan(0.5 * errorOf(forecastSeries(request).mean));
    expect(local.standardDeviation.every((one, i, all) => i === 0 || one >= all[i - 1])).toBe(true);
    expect(local.cautions.map(({ code }) => code)).not.toContain('gaps-filled');
  });

  it('is the same forecast in a zone that never changes its clocks, but for the hour', () => {
    const observations = office('UTC', '2024-02-01T00:00Z', 24 * 60);
    const plain = forecastSeries({ observations, horizon: 48 });
    const kolkata = forecastSeries({ observations, horizon: 48, timeZone: 'Asia/Kolkata' });
    expect(kolkata.at).toEqual(plain.at);
    expect(kolkata.mean).toEqual(plain.mean);
  });

  it('explains what it forecasts, hour by hour, across the change', () => {
    const timeZone = 'Europe/Vienna';
    const observations = office(timeZone, '2024-03-01T00:00Z', 24 * 29);
    const promotion = observations.map((_, i) => (i % 50 < 10 ? 1 : 0));
    const forecast = forecastWithRegressors({
      observations: observations.map(({ at, value }, i) => ({ at, value: value + 20 * promotion[i] })),
      horizon: 48,
      timeZone,
      regressors: [
        {
          name: 'promotion',
          history: promotion,
          future: Array.from({ length: 48 }, (_, i) => (i < 5 ? 1 : 0)),
        },
      ],
    });
    const [part] = forecast.contributions.filter(({ name }) => name === 'promotion');
    expect(part.values).toHaveLength(48);
    expect(part.values[4] - part.values[5]).toBeCloseTo(20, 0);
    forecast.mean.forEach((mean, i) => {
      const sum = forecast.contributions.reduce((total, { values }) => total + values[i], 0);
      expect(sum).toBeCloseTo(mean, 6);
    });
  });

  it('is refused for a zone that does not exist', () => {
    const attempt = () =>
      forecastSeries({ observations: [{ at: 0, value: 1 }], horizon: 1, timeZone: 'Europe/Atlantis' });
    expect(attempt).toThrow(ForecastInputError);
    expect(attempt).toThrow(expect.objectContaining({ reason: 'TIME_ZONE_UNKNOWN' }));
  });
});

describe('orders by the minute, forecast by the hour', () => {
  const perMinute = office('UTC', '2024-03-01T00:00Z', 24 * 14 + 0.5, MINUTE).map(({ at, value }) => ({
    at,
    value: Math.round(value),
  }));
  const forecast = forecastSeries({
    observations: perMinute,
    horizon: 24,
    resolution: hourly,
    aggregate: 'sum',
  });

  it('are added up, and go on from the last hour that is over', () => {
    expect(forecast.history).toMatchObject({ gridLength: 24 * 14, observed: perMinute.length });
    expect(forecast.at[0]).toBe(Date.parse('2024-03-15T00:00Z'));
    expect(Math.abs(forecast.mean[12] - 80 * 60)).toBeLessThan(100);
    expect(Math.abs(forecast.mean[2] - 10 * 60)).toBeLessThan(100);
  });

  it('say so', () => {
    const caution = forecast.cautions.find(({ code }) => code === 'observations-aggregated');
    expect(caution?.message).toBe(
      'observations are denser than hourly steps: each step has their sum; the newest 30 are of a step that is not over and were left out',
    );
  });
});

/** A day before the end. */
const SPIKE = 24 * 29;

describe('a history with faults', () => {
  const clean = office('UTC', '2024-03-01T00:00Z', 24 * 30);
  const faulty = clean.map(({ at, value }, i) => ({ at, value: i === SPIKE ? 5_000 : value }));
  const expected = forecastSeries({ observations: clean, horizon: 48 });
  const repaired = forecastSeries({ observations: faulty, horizon: 48 });

  it('is forecast as if it had none, and says what was repaired', () => {
    const distance = (mean: readonly number[]) =>
      Math.max(...mean.map((value, i) => Math.abs(value - expected.mean[i])));
    expect(distance(repaired.mean)).toBeLessThan(1);
    const left = forecastSeries({ observations: faulty, horizon: 48, repair: 'none' });
    expect(distance(left.mean)).toBeGreaterThan(5);
    expect(left.history).toMatchObject({ repairs: [], repairCount: 0 });
    expect(repaired.history.repairCount).toBe(1);
    expect(repaired.history.repairs).toEqual([
      {
        kind: 'outlier',
        at: faulty[SPIKE].at,
        value: 5_000,
        replacement: expect.closeTo(clean[SPIKE].value, -1),
      },
    ]);
    const caution = repaired.cautions.find(({ code }) => code === 'outliers-repaired');
    expect(caution?.message).toMatch(
      /^1 value stands far off and was replaced .*2024-03-30T00:00:00Z: 5000 → \d/,
    );
  });

  it('that changed its level says when', () => {
    const risen = clean.map(({ at, value }, i) => ({ at, value: i < 600 ? value : value + 100 }));
    const forecast = forecastSeries({ observations: risen, horizon: 48 });
    forecast.mean.forEach((value, i) => {
      expect(Math.abs(value - expected.mean[i] - 100)).toBeLessThan(5);
    });
    expect(forecast.history.repairs).toEqual([
      {
        kind: 'level-shift',
        at: risen[600].at,
        from: expect.any(Number),
        to: expect.any(Number),
        scaled: false,
      },
    ]);
    expect(forecast.cautions.map(({ code }) => code)).toContain('level-shift-repaired');
  });

  it('names the twenty largest repairs at most', () => {
    const noise = randomNormals(3);
    const many = Array.from({ length: 8_000 }, (_, i) => ({
      at: i * DAY,
      value: 100 + noise() + (i % 290 === 200 ? 300 + i / 100 : 0),
    }));
    const { history, cautions } = forecastSeries({
      observations: many,
      horizon: 3,
      seasonLengths: [600],
      model: 'naive',
    });
    expect(history.repairCount).toBeGreaterThan(20);
    expect(history.repairs).toHaveLength(20);
    expect(history.repairs.map(({ at }) => at)).toEqual(
      history.repairs.map(({ at }) => at).sort((a, b) => a - b),
    );
    const caution = cautions.find(({ code }) => code === 'outliers-repaired');
    expect(caution?.message).toMatch(/^2\d values stand far off and were replaced .*, …\)/);
  });

  it('keeps the days that events explain, unless repair is asked for', () => {
    const request = {
      observations: faulty,
      horizon: 24,
      events: [{ name: 'fair', occurrences: [{ from: faulty[SPIKE].at, to: faulty[SPIKE + 1].at }] }],
    };
    expect(forecastWithRegressors(request).history.repairCount).toBe(0);
    expect(forecastWithRegressors({ ...request, repair: 'auto' }).history.repairCount).toBe(1);
  });
});
