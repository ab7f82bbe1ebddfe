import { describe, expect, it } from 'vitest';
import { randomNormals } from '../numerics/random-normals.ts';
import { forecastWithRegressors, type RegressionForecast } from './forecast-with-regressors.ts';
import type { RegressionRequest } from './regression-request.ts';

const DAY = 86_400_000;
const N = 140;
const H = 14;

/** Days with a weekly pattern, a promotion worth 40 on some of them, and a little noise. */
function shop(): RegressionRequest & { truth: number[] } {
  const noise = randomNormals(7);
  const promotion = Array.from({ length: N + H }, (_, t) => (t % 11 === 3 || t % 17 === 5 ? 1 : 0));
  const values = promotion.map(
    (on, t) => 200 + 0.3 * t + 15 * Math.sin((2 * Math.PI * t) / 7) + 40 * on + 2 * noise(),
  );
  return {
    observations: values.slice(0, N).map((value, t) => ({ at: t * DAY, value })),
    horizon: H,
    seasonLengths: [7],
    regressors: [{ name: 'promotion', history: promotion.slice(0, N), future: promotion.slice(N) }],
    truth: values.slice(N),
  };
}

function codesOf({ cautions }: RegressionForecast) {
  return cautions.map(({ code }) => code);
}

function part({ contributions }: RegressionForecast, name: string): number[] {
  return contributions.find((one) => one.name === name)?.values ?? [];
}

function expectAddsUp({ contributions, mean }: RegressionForecast): void {
  mean.forEach((value, i) => {
    const sum = contributions.reduce((total, { values }) => total + values[i], 0);
    const size = contributions.reduce((total, { values }) => total + Math.abs(values[i]), 0);
    expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-9 * size);
  });
}

describe('forecastWithRegressors', () => {
  const { truth, ...request } = shop();
  const forecast = forecastWithRegressors(request);

  it('finds what a known regressor adds, within three standard errors', () => {
    const [promotion] = forecast.coefficients.filter(({ name }) => name === 'promotion');
    expect(Math.abs(promotion.value - 40)).toBeLessThan(3 * promotion.standardError);
    expect(promotion.standardError).toBeLessThan(1);
  });

  it('forecasts with it better than without', () => {
    const error = ({ mean }: RegressionForecast) =>
      mean.reduce((sum, value, i) => sum + Math.abs(value - truth[i]), 0) / H;
    const without = forecastWithRegressors({ ...request, regressors: [] });
    expect(error(forecast)).toBeLessThan(3);
    expect(error(without)).toBeGreaterThan(2 * error(forecast));
    const [own, plain, naive] = forecast.model.candidates.map(({ mase }) => mase ?? Number.NaN);
    expect(own).toBeLessThan(plain);
    expect(own).toBeLessThan(naive);
  });

  it('names what each step is made of, and it adds up to the mean', () => {
    expect(forecast.contributions.map(({ name, kind }) => [name, kind])).toEqual([
      ['level', 'level'],
      ['trend', 'trend'],
      ['promotion', 'regressor'],
      ['season 7', 'season'],
      ['errors', 'errors'],
    ]);
    expectAddsUp(forecast);
    const known = request.regressors?.[0].future ?? [];
    const effect = forecast.coefficients.find(({ name }) => name === 'promotion')?.value ?? Number.NaN;
    const [first, ...others] = part(forecast, 'promotion');
    others.forEach((value, i) => {
      expect(value - first).toBeCloseTo(effect * (known[i + 1] - known[0]), 9);
    });
    expect(new Set(known)).toEqual(new Set([0, 1]));
  });

  it('has the shape and evidence of a forecast', () => {
    expect(forecast.at).toEqual(Array.from({ length: H }, (_, i) => (N + i) * DAY));
    expect(forecast.intervals.map(({ level }) => level)).toEqual([80, 95]);
    expect(forecast.backtest?.origins).toBeGreaterThanOrEqual(3);
    expect(forecast.cautions).toEqual([]);
    forecast.intervals.forEach(({ lower, upper }) => {
      expect(forecast.mean.every((value, i) => lower[i] < value && value < upper[i])).toBe(true);
    });
  });

  it('does not depend on the order of observations', () => {
    const reversed = forecastWithRegressors({
      ...request,
      observations: [...request.observations].reverse(),
      regressors: (request.regressors ?? []).map((one) => ({ ...one, history: [...one.history].reverse() })),
    });
    expect(JSON.stringify(reversed)).toBe(JSON.stringify(forecast));
  });

  it('scales with the series by a power of two exactly, and not with the unit of a regressor', () => {
    const scaled = forecastWithRegressors({
      ...request,
      observations: request.observations.map(({ at, value }) => ({ at, value: value * 1024 })),
      regressors: (request.regressors ?? []).map((one) => ({
        ...one,
        history: one.history.map((value) => value * 8),
        future: one.future?.map((value) => value * 8) ?? [],
      })),
    });
    expect(scaled.mean).toEqual(forecast.mean.map((value) => value * 1024));
    expect(part(scaled, 'promotion')).toEqual(part(forecast, 'promotion').map((value) => value * 1024));
  });
});

describe('a historical-only regressor', () => {
  // Orders today are deliveries in exactly three days.
  const orders = Array.from({ length: 80 }, (_, t) => 50 + 30 * Math.sin(t * t) + (t % 5));
  const observations = orders.map((_, t) => ({ at: t * DAY, value: t < 3 ? 50 : orders[t - 3] }));
  const base: RegressionRequest = { observations, horizon: 3, seasonLengths: [], trend: false };

  it('acts as late as the horizon', () => {
    const { mean } = forecastWithRegressors({ ...base, regressors: [{ name: 'orders', history: orders }] });
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(orders[77 + i], 6);
    });
  });

  it('is refused with a shorter lag, whose value the last step would not know', () => {
    const regressors = [{ name: 'orders', history: orders, lag: 2 }];
    expect(() => forecastWithRegressors({ ...base, regressors })).toThrow(
      expect.objectContaining({ reason: 'REGRESSOR_FUTURE_UNKNOWN' }),
    );
  });

  it('is left out with a caution where its lag takes more than half of the history', () => {
    const forecast = forecastWithRegressors({
      ...base,
      regressors: [{ name: 'orders', history: orders, lag: 50 }],
    });
    expect(forecast.history.fittedLength).toBe(80);
    expect(codesOf(forecast)).toContain('regressor-dropped');
  });

  it('may be lagged with a known future too', () => {
    const regressors = [{ name: 'orders', history: orders, future: [1, 2, 3], lag: 3 }];
    const { mean } = forecastWithRegressors({ ...base, regressors });
    expect(mean[2]).toBeCloseTo(orders[79], 6);
  });
});

describe('events', () => {
  const on = [20, 48, 77, 105];
  const observations = Array.from({ length: 100 }, (_, t) => ({
    at: t * DAY,
    value: 10 + (on.includes(t) ? 30 : 0) + (on.includes(t + 1) ? 8 : 0) - (on.includes(t - 1) ? 5 : 0),
  }));
  const occurrences = on.map((t) => ({ from: t * DAY, to: (t + 1) * DAY }));
  const request: RegressionRequest = {
    observations,
    horizon: 8,
    seasonLengths: [],
    events: [{ name: 'fair', occurrences, before: 1, after: 1 }],
  };

  it('have an effect of their own on the day, before and after', () => {
    const forecast = forecastWithRegressors(request);
    [10, 10, 10, 10, 18, 40, 5, 10].forEach((value, i) => {
      expect(forecast.mean[i]).toBeCloseTo(value, 6);
    });
    expect(forecast.coefficients.map(({ name }) => name)).toEqual([
      'level',
      'trend',
      'fair',
      'fair-1',
      'fair+1',
    ]);
    [0, 0, 0, 0, 8, 30, -5, 0].forEach((value, i) => {
      expect(part(forecast, 'fair')[i]).toBeCloseTo(value, 6);
    });
    expectAddsUp(forecast);
  });

  it('that never happened in the history are left out with a caution', () => {
    const future = [{ name: 'strike', occurrences: [{ from: 102 * DAY, to: 102 * DAY }] }];
    const forecast = forecastWithRegressors({ ...request, events: future });
    expect(codesOf(forecast)).toContain('regressor-dropped');
    expect(part(forecast, 'strike')).toEqual(new Array(8).fill(0));
  });
});

describe('poor input', () => {
  const values = (list: readonly number[]) => list.map((value, t) => ({ at: t * DAY, value }));

  it.each([
    ['one point', [5]],
    ['three points', [5, 6, 4]],
    ['a constant', new Array<number>(30).fill(7)],
    ['zeros', new Array<number>(30).fill(0)],
    ['huge values', [1e12, 3e12, 2e12, 5e12, 1e12, 4e12, 2e12, 3e12, 1e12, 2e12, 4e12, 3e12]],
    ['tiny values', [1e-12, 3e-12, 2e-12, 5e-12, 1e-12, 4e-12, 2e-12, 3e-12, 1e-12, 2e-12, 4e-12, 3e-12]],
  ])('%s gives finite numbers that add up', (_, list) => {
    const forecast = forecastWithRegressors({
      observations: values(list),
      horizon: 4,
      regressors: [{ name: 'x', history: list.map((_v, t) => (t * t) % 5), future: [1, 2, 3, 4] }],
      events: [{ name: 'e', occurrences: [{ from: 0, to: DAY }] }],
      fourier: [{ seasonLength: 7, harmonics: 3 }],
    });
    const numbers = [
      ...forecast.mean,
      ...forecast.standardDeviation,
      ...forecast.intervals.flatMap(({ lower, upper }) => [...lower, ...upper]),
      ...forecast.contributions.flatMap((one) => one.values),
      ...forecast.coefficients.flatMap(({ value, standardError }) => [value, standardError]),
    ];
    expect(numbers.every(Number.isFinite)).toBe(true);
    expectAddsUp(forecast);
  });

  it('continues a constant, and says which regressor never varied', () => {
    const forecast = forecastWithRegressors({
      observations: values(new Array<number>(30).fill(7)),
      horizon: 2,
      regressors: [{ name: 'flat', history: new Array<number>(30).fill(0.1), future: [0.1, 5] }],
    });
    expect(forecast.mean.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([7, 7]);
    expect(forecast.cautions).toContainEqual({
      code: 'regressor-dropped',
      message: 'left out: flat (never varied in the history, or a combination of others)',
    });
  });

  it('says how far a bound moved the mean', () => {
    const forecast = forecastWithRegressors({
      observations: values([50, 45, 40, 35, 30, 25, 20, 15, 10, 5]),
      horizon: 4,
      seasonLengths: [],
    });
    expect(forecast.mean[3]).toBe(0);
    expect(part(forecast, 'bounds')[3]).toBeCloseTo(15, 6);
    expectAddsUp(forecast);
  });

  it.each(['regression', 'auto'] as const)(
    'by %s leaves values ahead alone that lead beyond all numbers',
    (method) => {
      const on = Array.from({ length: 40 }, (_, t) => (t % 5 === 0 ? 1 : 0));
      const request = {
        observations: values(on.map((one, t) => 100 + 9 * one + (t % 7))),
        horizon: 2,
        method,
      };
      const forecast = forecastWithRegressors({
        ...request,
        regressors: [{ name: 'x', history: on, future: [1e308, -1e308] }],
      });
      expect(forecast.mean).toEqual(forecastWithRegressors(request).mean);
      expect(forecast.cautions.at(-1)?.message).toMatch(/^left out: all/);
    },
  );

  it('says when regressors do not help', () => {
    const normal = randomNormals(3);
    const noise = Array.from({ length: 60 }, normal);
    const forecast = forecastWithRegressors({
      observations: values(noise.map((value) => 100 + value)),
      horizon: 5,
      seasonLengths: [],
      regressors: ['a', 'b', 'c', 'd', 'e'].map((name) => ({
        name,
        history: noise.map(normal),
        future: [0, 1, 2, 3, 4].map(normal),
      })),
    });
    expect(codesOf(forecast)).toContain('regressors-not-useful');
  });

  const fine: RegressionRequest = { observations: values([1, 2, 3]), horizon: 2 };
  it.each<[string, Partial<RegressionRequest>, string]>([
    ['no observations', { observations: [] }, 'NO_OBSERVATIONS'],
    [
      'a name given twice',
      { regressors: [{ name: 'x', history: [1, 2, 3] }], events: [{ name: 'x', occurrences: [] }] },
      'NAME_TAKEN',
    ],
    ['a history of another length', { regressors: [{ name: 'x', history: [1, 2] }] }, 'REGRESSOR_LENGTH'],
    [
      'a future of another length',
      { regressors: [{ name: 'x', history: [1, 2, 3], future: [1] }] },
      'REGRESSOR_LENGTH',
    ],
    [
      'a value that is not finite',
      { regressors: [{ name: 'x', history: [1, Number.NaN, 3] }] },
      'REGRESSOR_NOT_FINITE',
    ],
    [
      'a fractional lag',
      { regressors: [{ name: 'x', history: [1, 2, 3], lag: 2.5 }] },
      'REGRESSOR_LAG_OUT_OF_RANGE',
    ],
    ['a negative window', { events: [{ name: 'x', occurrences: [], before: -1 }] }, 'EVENT_OUT_OF_RANGE'],
    [
      'an event that ends first',
      { events: [{ name: 'x', occurrences: [{ from: 2, to: 1 }] }] },
      'EVENT_OUT_OF_RANGE',
    ],
    [
      'more waves than a season has',
      { fourier: [{ seasonLength: 7, harmonics: 4 }] },
      'FOURIER_OUT_OF_RANGE',
    ],
  ])('refuses %s', (_, change, reason) => {
    expect(() => forecastWithRegressors({ ...fine, ...change })).toThrow(expect.objectContaining({ reason }));
  });
});
