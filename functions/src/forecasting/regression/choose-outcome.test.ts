import { describe, expect, it } from 'vitest';
import { forecastSeries } from '../forecast-series.ts';
import { randomNormals } from '../numerics/random-normals.ts';
import { forecastWithRegressors, type RegressionForecast } from './forecast-with-regressors.ts';
import type { RegressionRequest } from './regression-request.ts';

const DAY = 86_400_000;
const N = 210;
const H = 14;
const promoted = (t: number): boolean => t % 11 === 3 || t % 17 === 5;

/** A wandering level with a weekly pattern; `effect` says what a promoted day makes of it. */
function shop(effect: (value: number, t: number) => number): RegressionRequest & { truth: number[] } {
  const normal = randomNormals(11);
  let level = 200;
  const values = Array.from({ length: N + H }, (_, t) => {
    level += 3 * normal();
    const plain = level + 25 * Math.sin((2 * Math.PI * t) / 7) + 2 * normal();
    return promoted(t) ? effect(plain, t) : plain;
  });
  const promotion = values.map((_, t) => (promoted(t) ? 1 : 0));
  return {
    observations: values.slice(0, N).map((value, t) => ({ at: t * DAY, value })),
    horizon: H,
    seasonLengths: [7],
    regressors: [{ name: 'promotion', history: promotion.slice(0, N), future: promotion.slice(N) }],
    truth: values.slice(N),
  };
}

const errorOf = ({ mean }: { mean: readonly number[] }, truth: readonly number[]) =>
  mean.reduce((sum, value, i) => sum + Math.abs(value - truth[i]), 0) / H;

function expectAddsUp({ contributions, mean }: RegressionForecast): void {
  mean.forEach((value, i) => {
    const sum = contributions.reduce((total, { values }) => total + values[i], 0);
    expect(sum).toBeCloseTo(value, 8);
  });
}

const codesOf = ({ cautions }: RegressionForecast) => cautions.map(({ code }) => code);

describe('forecastWithRegressors by the method that a backtest finds better', () => {
  const { truth, ...request } = shop((value) => value + 60);
  const { observations, horizon, seasonLengths } = request;
  const plain = forecastSeries({ observations, horizon, ...(seasonLengths && { seasonLengths }) });
  const forecast = forecastWithRegressors({ ...request, method: 'auto' });

  it('applies the effects to the ensemble of what is left, closer to what came than either alone', () => {
    expect(forecast.method).toBe('ensemble with effects');
    expect(forecast.model.name).toMatch(/^regressors \+ /);
    expect(errorOf(forecast, truth)).toBeLessThan(0.6 * errorOf(plain, truth));
    expect(errorOf(forecast, truth)).toBeLessThan(errorOf(forecastWithRegressors(request), truth));
  });

  it('says what promotion adds on each day beside the baseline, and it adds up', () => {
    const [baseline, promotion, ...others] = forecast.contributions;
    expect([baseline.kind, promotion.name, others.length]).toEqual(['baseline', 'promotion', 0]);
    expect(promotion.values[2] - promotion.values[3]).toBeCloseTo(forecast.coefficients[2].value, 9);
    expectAddsUp(forecast);
  });

  it('shows all that competed', () => {
    expect(forecast.model.candidates.map(({ name }) => name)).toEqual([
      'ensemble with effects',
      'regression',
      'ensemble',
      'seasonal-naive',
    ]);
    const [withEffects, , without] = forecast.model.candidates.map(({ mase }) => mase ?? Number.NaN);
    expect(withEffects).toBeLessThan(without);
    expect(forecast.backtest?.mase).toBe(withEffects);
    expect(codesOf(forecast)).toEqual([]);
  });

  it('widens intervals by what is not known of the effect', () => {
    const rare = forecastWithRegressors({
      ...request,
      events: [{ name: 'fair', occurrences: [20, N + 5].map(day) }],
      method: 'always',
    });
    const widthsOf = ({ intervals: [, { lower, upper }] }: RegressionForecast) =>
      upper.map((limit, i) => limit - lower[i]);
    expect(rare.method).toBe(forecast.method);
    const ratios = widthsOf(rare).map((width, i) => width / widthsOf(forecast)[i]);
    expect(ratios[5]).toBeGreaterThan(1.02);
    expect(Math.abs(ratios[4] - 1)).toBeLessThan(0.01);
    expect(Math.abs(ratios[6] - 1)).toBeLessThan(0.01);
  });

  it('leaves the forecast to the ensemble alone, bit by bit, where effects mislead, unless told not to', () => {
    const { truth: _, ...turned } = shop((value, t) => value + (t < 150 ? 150 : -20));
    const auto = forecastWithRegressors({ ...turned, method: 'auto' });
    const own = forecastSeries({
      observations: turned.observations,
      horizon: H,
      seasonLengths: [7],
    });
    expect(auto.method).toBe('ensemble');
    expect(auto.mean).toEqual(own.mean);
    expect(auto.intervals).toEqual(own.intervals);
    expect(auto.contributions).toEqual([{ name: 'baseline', kind: 'baseline', values: own.mean }]);
    expect(codesOf(auto)).toContain('regressors-not-useful');
    const always = forecastWithRegressors({ ...turned, method: 'always' });
    expect(always.method).not.toBe('ensemble');
    expect(codesOf(always)).toContain('regressors-not-useful');
  });

  it('is the ensemble, bit by bit, where regressors say nothing, and says so', () => {
    const quiet = shop((value) => value);
    const normal = randomNormals(3);
    const regressors = Array.from({ length: 20 }, (_, i) => ({
      name: `noise ${i}`,
      history: Array.from({ length: N }, () => normal()),
      future: Array.from({ length: H }, () => normal()),
    }));
    const auto = forecastWithRegressors({ ...quiet, regressors, method: 'auto', repair: 'auto' });
    const own = forecastSeries({ observations: quiet.observations, horizon: H, seasonLengths: [7] });
    expect(auto.method).toBe('ensemble');
    expect([auto.mean, auto.intervals, auto.history]).toEqual([own.mean, own.intervals, own.history]);
    expect(auto.backtest?.mase).toBeCloseTo(own.backtest?.mase ?? Number.NaN, 12);
    expect(codesOf(auto)).toEqual(['regressor-dropped', 'regressors-not-useful']);
    const always = forecastWithRegressors({ ...quiet, regressors, method: 'always' });
    expect(always.method).toBe('ensemble with effects');
    expect(codesOf(always)).not.toContain('regressor-dropped');
  });

  it('continues what is left by the method named, which the regression never replaces', () => {
    const named = forecastWithRegressors({ ...request, model: 'seasonal-naive', method: 'auto' });
    expect([named.method, named.model.name]).toEqual([
      'ensemble with effects',
      'regressors + seasonal-naive',
    ]);
    const alone = forecastSeries({ ...request, model: 'seasonal-naive' });
    expect(errorOf(named, truth)).toBeLessThan(errorOf(alone, truth));
  });

  it('seeks seasons in what is left, where effects do not hide them', () => {
    const hidden = shop((value, t) => value + (t % 3 === 0 ? 400 : 100));
    const strength = Array.from({ length: N + H }, (_, t) => (!promoted(t) ? 0 : t % 3 === 0 ? 400 : 100));
    const { seasonLengths: _, ...unknown } = hidden;
    const regressors = [{ name: 'strength', history: strength.slice(0, N), future: strength.slice(N) }];
    expect(forecastSeries(unknown).seasonLengths).toEqual([]);
    const found = forecastWithRegressors({ ...unknown, regressors, method: 'auto' });
    expect(found.seasonLengths).toEqual([7]);
  });

  it('repairs, where that is asked for, what is left: not what an event explains', () => {
    const fair = [90, N + 5];
    const spoilt = observations.map((one, t) =>
      t === 90 ? { ...one, value: one.value + 900 } : t === 150 ? { ...one, value: one.value + 700 } : one,
    );
    const repaired = forecastWithRegressors({
      ...request,
      observations: spoilt,
      events: [{ name: 'fair', occurrences: fair.map(day) }],
      method: 'auto',
      repair: 'auto',
    });
    expect(repaired.history.repairs.map(({ at }) => at)).toEqual([150 * DAY]);
    expect(codesOf(repaired)).toContain('outliers-repaired');
    expect(Math.abs(repaired.mean[5] - repaired.mean[4] - 900)).toBeLessThan(120);
  });

  it('takes the regression where that is far better', () => {
    const season = Array.from({ length: N + H }, (_, t) => Math.sin(t ** 2));
    const values = season.map((x, t) => 50 + 10 * Math.cos((2 * Math.PI * t) / 12.34) + 5 * x);
    const regression = forecastWithRegressors({
      observations: values.slice(0, N).map((value, t) => ({ at: t * DAY, value })),
      horizon: H,
      seasonLengths: [],
      fourier: [{ seasonLength: 12.34, harmonics: 1 }],
      regressors: [{ name: 'x', history: season.slice(0, N), future: season.slice(N) }],
      method: 'auto',
    });
    expect(regression.method).toBe('regression');
    expect(errorOf(regression, values.slice(N))).toBeLessThan(1e-6);
  });

  it('scales with the series by a power of two exactly', () => {
    const larger = observations.map(({ at, value }) => ({ at, value: value * 1024 }));
    const scaled = forecastWithRegressors({ ...request, observations: larger, method: 'auto' });
    expect(scaled.mean).toEqual(forecast.mean.map((value) => value * 1024));
  });
});

describe('effects that multiply', () => {
  const { truth, ...request } = shop((value) => value * 1.5);
  const growing: RegressionRequest = {
    ...request,
    observations: request.observations.map(({ at, value }, t) => ({ at, value: value * 1.01 ** t })),
  };
  const outcome = truth.map((value, i) => value * 1.01 ** (N + i));

  it('are found where they are likelier, and forecast better', () => {
    const forecast = forecastWithRegressors({ ...growing, method: 'auto', effects: 'auto' });
    expect(forecast.effects).toBe('multiplicative');
    const promotion = forecast.coefficients.find(({ name }) => name === 'promotion');
    expect(Math.abs((promotion?.value ?? 0) - Math.log(1.5))).toBeLessThan(
      3 * (promotion?.standardError ?? 0),
    );
    const additive = forecastWithRegressors({ ...growing, method: 'auto', effects: 'additive' });
    expect(errorOf(forecast, outcome)).toBeLessThan(errorOf(additive, outcome));
    expectAddsUp(forecast);
  });

  it('are a factor of the mean and of the widths', () => {
    const forecast = forecastWithRegressors({ ...growing, method: 'regression', effects: 'multiplicative' });
    expectAddsUp(forecast);
    forecast.intervals.forEach(({ lower, upper }) => {
      expect(forecast.mean.every((value, i) => 0 < lower[i] && lower[i] < value && value < upper[i])).toBe(
        true,
      );
    });
  });

  it('are added where they cannot multiply, which is said', () => {
    const observations = growing.observations.map((one, t) => (t === 50 ? { ...one, value: 0 } : one));
    const forecast = forecastWithRegressors({ ...growing, observations, effects: 'multiplicative' });
    expect(forecast.effects).toBe('additive');
    expect(codesOf(forecast)).toContain('effects-additive');
  });
});

describe('a shop that is closed on holidays', () => {
  const holidays = [40, 69, 113, 158, N + 3, N + 9];
  const open = shop((value) => value);
  const observations = open.observations.map((one, t) => (holidays.includes(t) ? { ...one, value: 0 } : one));
  const events = [{ name: 'holiday', occurrences: holidays.map(day), after: 1 }];
  const request: RegressionRequest = { ...open, regressors: [], observations, events };
  const forecast = forecastWithRegressors({ ...request, method: 'auto' });

  it('sells nothing then, for certain, and on other days what it would have sold', () => {
    expect(forecast.closed).toEqual(['holiday']);
    for (const step of [3, 9]) {
      expect(forecast.mean[step]).toBe(0);
      expect(forecast.intervals[1].upper[step]).toBe(0);
    }
    const whole = forecastWithRegressors({ ...request, observations: open.observations, method: 'auto' });
    forecast.mean.forEach((value, step) => {
      if (step !== 3 && step !== 9) expect(Math.abs(value / whole.mean[step] - 1)).toBeLessThan(0.05);
    });
    const dropped = forecast.cautions.filter(({ code }) => code === 'regressor-dropped');
    expect(dropped.map(({ message }) => message)).toEqual([
      'left out: holiday+1 (what they add cannot be told from chance)',
    ]);
    expectAddsUp(forecast);
  });

  it('may have no value on one of them, which tells nothing', () => {
    const gap = observations.filter((_, t) => t !== 113);
    expect(forecastWithRegressors({ ...request, observations: gap, method: 'auto' }).closed).toEqual([
      'holiday',
    ]);
  });

  it('may be open on one of them: then there is an effect, and no rule', () => {
    const once = observations.map((one, t) => (t === 69 ? { ...one, value: 5 } : one));
    const estimated = forecastWithRegressors({ ...request, observations: once, method: 'auto' });
    expect(estimated.closed).toEqual([]);
    const names = (of: RegressionForecast) => of.coefficients.map(({ name }) => name);
    expect(names(estimated)).toContain('holiday');
    expect(names(forecast)).not.toContain('holiday');
    expect(names(forecast)).toContain('holiday+1');
  });
});

function day(t: number): { from: number; to: number } {
  return { from: t * DAY, to: (t + 1) * DAY };
}
