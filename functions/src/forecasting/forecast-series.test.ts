import { describe, expect, it } from 'vitest';
import fixture from '../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import { coverage, mase } from './evaluation/accuracy.ts';
import { ForecastInputError } from './forecast-input-error.ts';
import type { ForecastRequest } from './forecast-request.ts';
import { forecastSeries } from './forecast-series.ts';
import { randomNormals } from './numerics/random-normals.ts';
import { addSteps } from './transforms/add-steps.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2024-01-01T00:00:00Z');

const every = (step: number, values: readonly number[]) =>
  values.map((value, i) => ({ at: START + i * step, value }));
const monthly = (values: readonly number[]) =>
  values.map((value, i) => ({ at: addSteps(START, { unit: 'month', count: 1 }, i), value }));
const codes = (request: ForecastRequest) => forecastSeries(request).cautions.map(({ code }) => code);

/** Departures as at an airport: a day, a quieter weekend, and disturbances that last a few hours. */
function departures(length: number, seed = 1): number[] {
  const noise = randomNormals(seed);
  let disturbance = 0;
  return Array.from({ length }, (_, t) => {
    disturbance = 0.7 * disturbance + 3 * noise();
    const weekend = Math.floor(t / 24) % 7 >= 5 ? 0.7 : 1;
    return Math.max(
      0,
      Math.round(weekend * (40 - 38 * Math.cos((2 * Math.PI * (t % 24)) / 24)) + disturbance),
    );
  });
}

describe('an hourly series with a day and a week', () => {
  const history = departures(24 * 7 * 16);
  const forecast = forecastSeries({ observations: every(HOUR, history), horizon: 48 });

  it('is recognised as such', () => {
    expect(forecast.resolution).toEqual({ unit: 'millisecond', count: HOUR });
    expect([...forecast.seasonLengths].sort((a, b) => a - b)).toEqual([24, 168]);
    expect(forecast.at[0]).toBe(START + history.length * HOUR);
  });

  it('is forecast clearly better than by the better of the seasonal naive methods', () => {
    const { backtest } = forecast;
    expect(backtest?.mase).toBeLessThan(0.85 * (backtest?.seasonalNaive.mase ?? 0));
  });

  it('keeps that promise on what comes next, on average over six series', () => {
    const errors = [1, 2, 3, 4, 5, 6].map((seed) => {
      const series = departures(24 * 7 * 12 + 48, seed);
      const [known, actual] = [series.slice(0, -48), series.slice(-48)];
      const { mean } = forecastSeries({ observations: every(HOUR, known), horizon: 48 });
      const weekAgo = series.slice(-48 - 168, -168);
      return { ours: mase(actual, mean, known, 24) ?? 0, naive: mase(actual, weekAgo, known, 24) ?? 0 };
    });
    const total = (key: 'ours' | 'naive') => errors.reduce((sum, error) => sum + error[key], 0);
    expect(total('ours')).toBeLessThan(0.9 * total('naive'));
  }, 60_000);

  it('says how much of the history was used', () => {
    expect(forecast.history).toMatchObject({ gridLength: 2_688, fittedLength: 2_016, gapsFilled: 0 });
    expect(forecast.cautions.map(({ code }) => code)).toEqual(['history-truncated']);
  });

  it('carries its evidence', () => {
    const { model, backtest } = forecast;
    expect(model.weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(model.candidates.length).toBeGreaterThan(4);
    expect(backtest?.origins).toBeGreaterThan(2);
    expect(backtest?.coverage.map(({ level }) => level)).toEqual([80, 95]);
    expect(forecast.mean.every((value) => value >= 0)).toBe(true);
  });
});

describe('accuracy on published series', () => {
  it.each(['AirPassengers', 'UKgas', 'nottem', 'co2', 'mdeaths'])(
    'beats the seasonal naive on %s',
    (name) => {
      const series = fixture.series.find((one) => one.name === name);
      if (!series) throw new Error(`${name} is not in the fixture`);
      const { train, test, h, seasonLength } = series;
      const { mean } = forecastSeries({
        observations: monthly(train),
        horizon: h,
        seasonLengths: [seasonLength],
      });
      const naive = series.methods['seasonal-naive']?.mean ?? [];
      expect(mase(test, mean, train, seasonLength)).toBeLessThan(mase(test, naive, train, seasonLength) ?? 0);
    },
  );
});

// 40 series × 12 steps each; errors within a series are correlated, so that the share has a standard error of about
// 3 points at 80 % and 1.5 at 95 %; a little too wide is expected, since spreads are kept on the safe side.
describe('coverage on simulated series', () => {
  const simulate = (seed: number, seasonal: boolean) => {
    const noise = randomNormals(seed);
    let x = 0;
    return Array.from({ length: 132 }, (_, t) => {
      x = 0.6 * x + noise();
      return 50 + x + (seasonal ? 6 * Math.sin((2 * Math.PI * t) / 12) : 0);
    });
  };

  it.each([
    ['autoregressive', false],
    ['seasonal', true],
  ])(
    'is near nominal for %s series',
    (_, seasonal) => {
      const shares = Array.from({ length: 40 }, (_unused, seed) => {
        const values = simulate(seed + 1, seasonal);
        const observations = monthly(values.slice(0, 120));
        const { intervals } = forecastSeries({
          observations,
          horizon: 12,
          seasonLengths: seasonal ? [12] : [],
        });
        return intervals.map((interval) => coverage(values.slice(120), interval) ?? 0);
      });
      const [at80, at95] = [0, 1].map(
        (i) => shares.reduce((sum, share) => sum + share[i], 0) / shares.length,
      );
      expect(at80).toBeGreaterThan(0.72);
      expect(at80).toBeLessThan(0.92);
      expect(at95).toBeGreaterThan(0.9);
    },
    60_000,
  );
});

describe('cautions', () => {
  it.each<[string, number[], string[]]>([
    ['one point', [5], ['short-history', 'constant-history', 'resolution-unknown', 'backtest-impossible']],
    ['five points', [5, 6, 4, 5, 6], ['short-history', 'backtest-impossible']],
    ['zeros', new Array<number>(20).fill(0), ['zero-history']],
    ['a constant', new Array<number>(20).fill(7), ['constant-history']],
  ])('name what is wrong with %s', (_, values, expected) => {
    expect(codes({ observations: every(DAY, values), horizon: 1 })).toEqual(expected);
  });

  it('name intermittent demand', () => {
    const values = Array.from({ length: 60 }, (_, t) => (t % 5 === 0 ? 1 + (t % 3) : 0));
    expect(codes({ observations: every(DAY, values), horizon: 3, seasonLengths: [] })).toContain(
      'intermittent-history',
    );
  });

  it('name gaps, duplicates and aggregation', () => {
    const values = every(HOUR, departures(200));
    const gappy = values.filter((_, i) => i < 50 || i > 60);
    expect(codes({ observations: gappy, horizon: 2 })).toContain('gaps-filled');
    expect(codes({ observations: [...values, values[3]], horizon: 2 })).toContain('duplicates-averaged');
    const daily = { unit: 'millisecond', count: DAY } as const;
    expect(codes({ observations: values, horizon: 2, resolution: daily })).toContain(
      'observations-aggregated',
    );
  });

  it('name what the request asks too much of', () => {
    const observations = every(DAY, departures(30));
    expect(codes({ observations, horizon: 40, seasonLengths: [] })).toEqual(
      expect.arrayContaining(['horizon-exceeds-history', 'backtest-horizon-shortened']),
    );
    expect(codes({ observations, horizon: 2, seasonLengths: [20] })).toContain('season-too-long');
    expect(codes({ observations: observations.slice(0, 4), horizon: 2, model: 'autoregression' })).toContain(
      'model-substituted',
    );
    expect(codes({ observations, horizon: 2, bounds: { maximum: 10 } })).toContain('history-outside-bounds');
  });

  it('say whether a method asked for by name beat the naive one, and keep it', () => {
    const noise = randomNormals(23);
    let level = 0;
    const walk = Array.from({ length: 300 }, () => {
      level += noise();
      return level;
    });
    const forecast = forecastSeries({ observations: every(DAY, walk), horizon: 7, model: 'autoregression' });
    const { backtest } = forecast;
    const worse = (backtest?.mase ?? 0) >= (backtest?.seasonalNaive.mase ?? 0);
    expect(forecast.cautions.some(({ code }) => code === 'seasonal-naive-not-beaten')).toBe(worse);
    expect(forecast.model.name).toBe('autoregression');
  });

  it('hand an exactly periodic series over to the seasonal naive', () => {
    const values = Array.from({ length: 84 }, (_, t) => [3, 8, 1, 9, 4, 7, 2][t % 7]);
    const forecast = forecastSeries({ observations: every(DAY, values), horizon: 7, seasonLengths: [7] });
    expect(forecast.model.name).toBe('seasonal-naive');
    expect(forecast.mean).toEqual(values.slice(0, 7));
  });
});

describe('bounds', () => {
  const falling = every(
    DAY,
    Array.from({ length: 40 }, (_, t) => 80 - 2 * t),
  );

  it('keep what was never negative from becoming so, unless asked otherwise', () => {
    const forecast = forecastSeries({ observations: falling, horizon: 20, model: 'drift' });
    expect(Math.min(...forecast.mean, ...forecast.intervals[1].lower)).toBe(0);
    const free = forecastSeries({
      observations: falling,
      horizon: 20,
      model: 'drift',
      bounds: { minimum: -100 },
    });
    expect(Math.min(...free.mean)).toBeLessThan(-30);
  });

  it('make whole numbers where asked', () => {
    const observations = every(HOUR, departures(400));
    const { mean, intervals } = forecastSeries({ observations, horizon: 24, bounds: { integer: true } });
    expect([...mean, ...intervals[0].lower, ...intervals[0].upper].every(Number.isInteger)).toBe(true);
  });
});

describe('history', () => {
  it('ends with the newest value, whatever the scale', () => {
    for (const last of [0.3, 70_000.1, -3e-9]) {
      const observations = every(DAY, [1, 2, 3, last]);
      expect(forecastSeries({ observations, horizon: 1 }).history.lastValue).toBe(last);
    }
  });
});

describe('refusals', () => {
  const valid = { observations: every(DAY, [1, 2, 3]), horizon: 2 };

  it.each<[string, Partial<ForecastRequest>, string]>([
    ['NO_OBSERVATIONS', { observations: [] }, 'forecastSeries requires at least one observation'],
    ['OBSERVATION_NOT_FINITE', { observations: [{ at: 0, value: Number.NaN }] }, 'finite'],
    ['HORIZON_OUT_OF_RANGE', { horizon: 0 }, 'horizon'],
    ['HORIZON_OUT_OF_RANGE', { horizon: 1e7 }, 'horizon'],
    ['LEVEL_OUT_OF_RANGE', { levels: [100] }, 'levels'],
    ['QUANTILE_OUT_OF_RANGE', { quantiles: [0.5, 1] }, 'quantiles'],
    ['QUANTILE_OUT_OF_RANGE', { quantiles: new Array(100).fill(0.5) }, '99'],
    ['SEASON_LENGTH_OUT_OF_RANGE', { seasonLengths: [1] }, 'season lengths'],
    ['RESOLUTION_OUT_OF_RANGE', { resolution: { unit: 'month', count: 0 } }, 'resolution'],
    ['BOUNDS_OUT_OF_ORDER', { bounds: { minimum: 2, maximum: 1 } }, 'minimum'],
    ['BOUNDS_OUT_OF_ORDER', { bounds: { minimum: 1.2, maximum: 1.8, integer: true } }, 'minimum'],
  ])('%s', (reason, change, words) => {
    const attempt = () => forecastSeries({ ...valid, ...change });
    expect(attempt).toThrow(ForecastInputError);
    expect(attempt).toThrow(words);
    expect(attempt).toThrow(expect.objectContaining({ reason }));
  });
});

describe('values at the limit of what a number can hold', () => {
  it('have a bias that is a number too', () => {
    const noise = randomNormals(5);
    const values = Array.from({ length: 40 }, () => (noise() > 0 ? 1 : -1) * Number.MAX_VALUE);
    const biases = Array.from({ length: 28 }, (_, i) => {
      const observations = every(DAY, values.slice(0, 12 + i));
      return forecastSeries({ observations, horizon: 30, model: 'drift' }).backtest?.bias ?? null;
    });
    expect(biases.every((value) => value !== null && Number.isFinite(value))).toBe(true);
    expect(Math.max(...biases.map((value) => Math.abs(value ?? 0)))).toBe(Number.MAX_VALUE);
  });

  it('have a sum that is a number', () => {
    const observations = every(HOUR, new Array(96).fill(-Number.MAX_VALUE));
    const resolution = { unit: 'millisecond', count: DAY } as const;
    const { history, mean } = forecastSeries({ observations, horizon: 2, resolution, aggregate: 'sum' });
    expect(history.lastValue).toBe(-Number.MAX_VALUE);
    expect(mean.every(Number.isFinite)).toBe(true);
  });
});

describe('a disk that fills', () => {
  const noise = randomNormals(3);
  const filling = (slope: number, spread: number, step = DAY) =>
    forecastSeries({
      observations: every(
        step,
        Array.from({ length: 200 }, (_, t) => 100 + slope * t + spread * noise()),
      ),
      horizon: 30,
    });

  it.each([
    ['day', DAY],
    ['hour', HOUR],
    ['week', 7 * DAY],
  ])('by the same amount every %s goes on to', (_, step) => {
    const { mean, model, cautions } = filling(3, 1, step);
    mean.forEach((value, i) => {
      expect(Math.abs(value - (100 + 3 * (200 + i)))).toBeLessThan(1.5);
    });
    expect(model.weights).toHaveLength(1);
    expect(cautions.map(({ code }) => code)).toContain('candidate-preferred');
  });

  it('exactly so, goes on exactly so', () => {
    const { mean, backtest } = filling(-2, 0);
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(100 - 2 * (200 + i), 6);
    });
    expect(backtest?.mase).toBeCloseTo(0, 9);
  });

  it('is left to the ensemble where noise hides it', () => {
    const { model, cautions } = filling(0.02, 5);
    expect(model.weights.length).toBeGreaterThan(2);
    expect(cautions.map(({ code }) => code)).not.toContain('candidate-preferred');
  });
});
