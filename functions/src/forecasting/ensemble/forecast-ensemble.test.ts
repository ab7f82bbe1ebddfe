import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import { randomNormals } from '../numerics/random-normals.ts';
import { DAY_MS } from '../resolution.ts';
import { backtestCandidates } from './backtest-candidates.ts';
import { forecastCandidates } from './candidate-forecasts.ts';
import { candidateNames } from './candidate-names.ts';
import { describeEnsembleSeries, type EnsembleSeries } from './ensemble-series.ts';
import { ENSEMBLE_LENGTH_MIN, forecastEnsemble } from './forecast-ensemble.ts';
import { adjustOneSeason, adjustSeasons } from './seasonal-adjustment.ts';
import { describeSeries } from './series-features.ts';
import { trainedEnsemble } from './trained-ensemble.ts';
import { weighCandidates } from './weigh-candidates.ts';

const MONTH = { unit: 'month', count: 1 } as const;
const air = Float64Array.from(fixture.series[0].train, (value) => value / 512);
const monthly = (y: Float64Array): EnsembleSeries =>
  describeEnsembleSeries(y, { resolution: MONTH, seasonLengths: [12], requested: true });

function featuresOf(y: Float64Array) {
  const series = monthly(y);
  const candidates = forecastCandidates(series, 12);
  return describeSeries(series, 12, candidates, backtestCandidates(series, 12, candidates.etsParameters));
}

function forecast(y: Float64Array, horizon = 12) {
  return forecastEnsemble(
    { series: monthly(y), seasonLengths: [12], horizon, levels: [50, 95] },
    trainedEnsemble,
  );
}

describe('candidates', () => {
  const { rows } = forecastCandidates(monthly(air), 24);

  it('answer all, each for every step', () => {
    expect(rows).toHaveLength(candidateNames.length);
    for (const row of rows) {
      expect(row).toHaveLength(24);
      expect(row.every(Number.isFinite)).toBe(true);
    }
  });

  it('all but the naive ones carry the season on', () => {
    const flat = rows.map((row) => new Set([...row].map((value) => value.toFixed(6))).size === 1);
    expect(flat.some(Boolean)).toBe(false);
  });

  it.each([
    ['four points', [1, 3, 2, 5]],
    ['zeros and ones', Array.from({ length: 30 }, (_, t) => (t % 7 === 0 ? 1 : 0))],
    [
      'a jump by twelve orders of magnitude',
      [...new Array<number>(20).fill(1e-12), ...new Array<number>(20).fill(1)],
    ],
    ['negative values', Array.from({ length: 40 }, (_, t) => Math.sin(t) - 0.5)],
    ['a constant', new Array<number>(30).fill(1)],
    ['a constant before the last point', [...new Array<number>(30).fill(1), 1.5]],
  ])('are finite for %s', (_, values) => {
    for (const row of forecastCandidates(monthly(Float64Array.from(values)), 9).rows)
      expect(row.every(Number.isFinite)).toBe(true);
  });

  it('stay at or above zero where the series does', () => {
    const falling = Float64Array.from({ length: 30 }, (_, t) => Math.max(0, 1 - t / 28));
    for (const row of forecastCandidates(monthly(falling), 20).rows)
      expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
  });
});

describe('candidates for a week and a year of days', () => {
  const noise = randomNormals(4);
  const signal = (t: number) => 100 + 20 * Math.sin((2 * Math.PI * t) / 365) + (t % 7 === 6 ? -8 : 0);
  const y = Float64Array.from({ length: 1_460 }, (_, t) => (signal(t) + noise()) / 128);
  const resolution = { unit: 'millisecond', count: DAY_MS } as const;
  const series = describeEnsembleSeries(y, { resolution, seasonLengths: [7, 365], requested: false });
  const { rows } = forecastCandidates(series, 60);

  it.each(['arima', 'long-season', 'seasonal-smoothing', 'naive', 'ets'] as const)(
    '%s follows them',
    (name) => {
      const path = rows[candidateNames.indexOf(name)];
      const error = path.reduce((sum, value, i) => sum + Math.abs(128 * value - signal(1_460 + i)) / 60, 0);
      expect(error).toBeLessThan(4);
    },
  );
});

describe('seasonal adjustment', () => {
  const shifted = air.map((value) => value - 1);

  it.each([
    ['one season', air, adjustOneSeason(air, 12, true)],
    ['several, in logarithms', air, adjustSeasons(air, [6, 12], true)],
    ['several, additively', shifted, adjustSeasons(shifted, [6, 12], true)],
  ])('of %s puts back exactly what it took out', (_, y, adjusted) => {
    const lastYear = y.slice(-12);
    expect(
      Math.max(...adjusted.y.slice(-12).map((value, i) => Math.abs(value - lastYear[i]))),
    ).toBeGreaterThan(0.02);
    adjusted.restore(adjusted.y.slice(-12)).forEach((value, i) => {
      expect(value).toBeCloseTo(lastYear[i], 12);
    });
  });

  it('leaves a series without a season as it is', () => {
    const noise = randomNormals(5);
    const y = Float64Array.from({ length: 60 }, () => noise());
    expect(adjustOneSeason(y, 12, true)).toMatchObject({ y, seasonal: false });
  });
});

describe('features', () => {
  // Searches stop early, so that parameters agree to a few digits only where the unit is no power of two.
  it('are the same in any unit', () => {
    const base = featuresOf(air).values;
    featuresOf(air.map((value) => value * 1.7)).values.forEach((value, i) => {
      expect(value).toBeCloseTo(base[i], 2);
    });
  });

  it('are as many as the gate was trained on', () => {
    expect(featuresOf(air).values).toHaveLength(trainedEnsemble.inputs.mean.length);
  });
});

describe('weights', () => {
  const features = featuresOf(air).values;

  it('are convex', () => {
    const { weights, trained } = weighCandidates(trainedEnsemble, features, 2);
    expect(trained).toBe(true);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('are a plain average of six beyond what the gate has seen', () => {
    const beyond = features.map(() => 1e6);
    const { weights, trained } = weighCandidates(trainedEnsemble, beyond, 2);
    expect(trained).toBe(false);
    expect(weights.filter((weight) => weight > 0)).toEqual(new Array(6).fill(1 / 6));
  });
});

describe('the ensemble', () => {
  it('forecasts two years of air passengers better than the values of the last one would', () => {
    const { prediction, evidence } = forecast(air, 24);
    const test = fixture.series[0].test.map((value) => value / 512);
    const error = (path: readonly number[]) =>
      path.reduce((sum, value, i) => sum + Math.abs(value - test[i]), 0);
    expect(error(prediction.mean)).toBeLessThan(
      error(Array.from({ length: 24 }, (_, i) => air[108 + (i % 12)])),
    );
    expect(evidence?.score.loss).toBeLessThan(evidence?.seasonalNaive.loss ?? 0);
  });

  it('tells who forecasts and how each fared', () => {
    const { weights, tested, covered, cautions } = forecast(air);
    expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(tested.map(({ name }) => name)).toEqual([...candidateNames]);
    expect(covered.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(cautions).toEqual([]);
  });

  it('hands an exactly periodic series over, without a caution', () => {
    const periodic = Float64Array.from(
      { length: 72 },
      (_, t) => [3, 8, 1, 9, 4, 7, 2, 6, 5, 2, 8, 4][t % 12] / 8,
    );
    const { weights, prediction } = forecast(periodic);
    expect(weights).toEqual([{ name: 'seasonal-naive', weight: 1 }]);
    expect(prediction.mean).toEqual([...periodic.slice(0, 12)]);
  });

  it('says so where the series is unlike any that it was trained on', () => {
    const noise = randomNormals(3);
    const series = describeEnsembleSeries(
      new Float64Array(20).map(() => 1 + 0.1 * noise()),
      { resolution: { unit: 'millisecond', count: DAY_MS / 144 }, seasonLengths: [], requested: false },
    );
    const few = forecastEnsemble({ series, seasonLengths: [], horizon: 6, levels: [80] }, trainedEnsemble);
    expect(few.cautions.map(({ code }) => code)).toContain('outside-training-range');
  });

  it('forecasts from the fewest points, and says that nothing was tested', () => {
    const y = Float64Array.from({ length: ENSEMBLE_LENGTH_MIN }, (_, t) => 1 + t / 10);
    const series = describeEnsembleSeries(y, {
      resolution: { unit: 'millisecond', count: DAY_MS },
      seasonLengths: [],
      requested: false,
    });
    const short = forecastEnsemble({ series, seasonLengths: [], horizon: 3, levels: [80] }, trainedEnsemble);
    expect(short.prediction.mean.every(Number.isFinite)).toBe(true);
    expect(short.cautions.map(({ code }) => code)).toContain('backtest-impossible');
  });
});
