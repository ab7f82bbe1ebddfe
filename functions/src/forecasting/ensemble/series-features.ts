import { linearTrend } from '../numerics/linear-trend.ts';
import { mean } from '../numerics/statistics.ts';
import { autocorrelation } from '../transforms/autocorrelation.ts';
import type { CandidateBacktest } from './backtest-candidates.ts';
import { type CandidateForecasts, candidateNames } from './candidate-forecasts.ts';
import type { EnsembleSeries } from './ensemble-series.ts';
import { frequencyClasses } from './frequency-class.ts';

/** What the gate sees of a series, and the size of one step's change, which scales the widths. */
export interface SeriesFeatures {
  readonly values: Float64Array;
  /** Mean absolute change of the seasonally adjusted series, above 0. */
  readonly change: number;
}

/** Steps back over which recent slopes are taken. */
const RECENT: readonly number[] = [1, 2, 4, 8, 16];
const LAGS = 10;
/** Histories longer than any that the gate was trained on count as this long. */
const LENGTH_MAX = 1_500;
/** Candidates whose disagreement tells how open the future is. */
const WITNESSES = [
  'dynamic-theta',
  'ets-average',
  'theta',
  'damped-trend',
  'autoregression-changes',
] as const;
const TINY = 1e-12;

/**
 * Features of the series (class, length, season, trend, autocorrelation, roughness, recent slopes), of the candidates'
 * forecasts (how far each leaves the naive one) and of the backtest (error of each relative to the typical one). All are
 * pure numbers: the same for the series in any unit. A backtest that could not be made counts as one without differences.
 * Source: in the spirit of Montero-Manso, Athanasopoulos, Hyndman & Talagala (2020), FFORMA.
 */
export function describeSeries(
  series: EnsembleSeries,
  horizon: number,
  candidates: CandidateForecasts,
  backtest: CandidateBacktest,
): SeriesFeatures {
  const { y } = candidates.adjusted;
  const changes = differences(y);
  const change = meanAbsolute(changes) + 1e-9 * Math.abs(mean(y)) + TINY;
  const reach = change * Math.sqrt(horizon);
  const values = [
    ...frequencyClasses.map((kind) => (kind === series.kind ? 1 : 0)),
    ...describeShape(series, candidates, change),
    ...describeTrend(y, horizon, reach),
    ...describeMemory(y, changes),
    ...describeDepartures(candidates, reach),
    ...describeBacktest(backtest, change),
  ];
  return { values: Float64Array.from(values, (value) => (Number.isFinite(value) ? value : 0)), change };
}

function describeShape(
  { y: raw, seasonLength: m }: EnsembleSeries,
  { adjusted: { y, seasonal } }: CandidateForecasts,
  change: number,
): number[] {
  const n = y.length;
  const changes = differences(y);
  const sizes = changes.map(Math.abs).sort();
  const half = changes.length >> 1;
  const recentSpread = deviation(changes.subarray(half)) + TINY;
  const earlySpread = deviation(changes.subarray(0, half)) + TINY;
  const rawSpread = deviation(differences(raw)) + TINY;
  const repeats = changes.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  return [
    Math.log(Math.min(n, LENGTH_MAX)) - 4,
    Math.log(Math.min(n, LENGTH_MAX) / m) - 3,
    seasonal ? 1 : 0,
    seasonal ? Math.max(0, 1 - (deviation(changes) / rawSpread) ** 2) : 0,
    Math.log((sizes[sizes.length - 1] + TINY) / (sizes[sizes.length >> 1] + change * 1e-3) + 1e-6) - 1,
    Math.log(recentSpread / earlySpread + 1e-6),
    repeats / n,
    raw.every((value) => value > 0) ? 1 : 0,
    Math.log(Math.abs(mean(y)) / change + 1e-6) - 2,
  ];
}

/** Slopes over the whole series and its newest points, as far as they would carry over the horizon. */
function describeTrend(y: Float64Array, horizon: number, reach: number): number[] {
  const n = y.length;
  const { intercept, slope } = linearTrend(y);
  const centre = mean(y);
  let left = 0;
  let total = 0;
  for (let t = 0; t < n; t++) {
    left += (y[t] - intercept - slope * t) ** 2;
    total += (y[t] - centre) ** 2;
  }
  const recent = RECENT.map((steps) => {
    const back = Math.min(steps, n - 1);
    return Math.asinh((((y[n - 1] - y[n - 1 - back]) / back) * horizon) / reach);
  });
  return [total > 0 ? 1 - left / total : 0, Math.asinh((slope * horizon) / reach), ...recent];
}

function describeMemory(y: Float64Array, changes: Float64Array): number[] {
  const ofLevels = autocorrelation(Array.from(y), Math.min(LAGS, y.length - 2));
  const ofChanges = autocorrelation(Array.from(changes), Math.min(LAGS, changes.length - 2));
  const [ofBends] = autocorrelation(Array.from(differences(changes)), 1);
  const squares = (r: readonly number[]) => r.reduce((sum, value) => sum + value * value, 0);
  return [ofLevels[0], ofChanges[0], ofBends, squares(ofChanges), squares(ofLevels) / 5];
}

function describeDepartures({ rows }: CandidateForecasts, reach: number): number[] {
  const base = mean(rows[0]);
  const departures = rows.map((row) => (mean(row) - base) / reach);
  const witnesses = WITNESSES.map((name) => departures[candidateNames.indexOf(name)]);
  return [...departures.slice(1).map(Math.asinh), Math.asinh(deviation(Float64Array.from(witnesses)))];
}

/** Errors of the candidates against their median error, of the median against a step's change, and the mean bias. */
function describeBacktest({ origins, plan }: CandidateBacktest, change: number): number[] {
  const count = candidateNames.length;
  if (!plan || origins.length === 0) return new Array<number>(count + 3).fill(0);
  const errors = new Float64Array(count);
  let bias = 0;
  for (const { rows, actual } of origins) {
    rows.forEach((row, k) => {
      for (let i = 0; i < actual.length; i++) {
        errors[k] += Math.abs(actual[i] - row[i]);
        bias += (actual[i] - row[i]) / count;
      }
    });
  }
  const points = origins.length * plan.horizon;
  const reach = change * Math.sqrt(plan.horizon);
  const typical = Float64Array.from(errors).sort()[count >> 1] / points + 1e-3 * reach;
  return [
    ...Array.from(errors, (error) => Math.max(-2, Math.min(2, Math.log(error / points / typical + 0.02)))),
    Math.log(typical / reach),
    Math.asinh(bias / points / reach),
    origins.length / 3,
  ];
}

function differences(y: Float64Array): Float64Array {
  const x = new Float64Array(Math.max(0, y.length - 1));
  for (let t = 0; t < x.length; t++) x[t] = y[t + 1] - y[t];
  return x;
}

function meanAbsolute(x: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += Math.abs(x[t]);
  return x.length === 0 ? 0 : sum / x.length;
}

function deviation(x: Float64Array): number {
  const centre = mean(x);
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += (x[t] - centre) ** 2;
  return x.length === 0 ? 0 : Math.sqrt(sum / x.length);
}
