import { linearTrend } from '../numerics/linear-trend.ts';
import { mean } from '../numerics/statistics.ts';
import { autocorrelation } from '../transforms/autocorrelation.ts';
import type { CandidateBacktest } from './backtest-candidates.ts';
import type { CandidateForecasts } from './candidate-forecasts.ts';
import { candidateNames } from './candidate-names.ts';
import { deviation, differences, meanAbsolute, rangeOf } from './changes.ts';
import type { EnsembleSeries } from './ensemble-series.ts';
import { frequencyClasses } from './frequency-class.ts';

/** What the gate sees of a series, and the size of one step's change, which scales the widths. */
export interface SeriesFeatures {
  readonly values: Float64Array;
  /** Mean absolute change of the seasonally adjusted series, above 0. */
  readonly change: number;
  /** Standard deviation of what sturdy candidates forecast for each step: how open the future is. */
  readonly disagreement: Float64Array;
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
/** Share of the series' range below which a step's change counts as none. */
const CHANGE_MIN = 1e-9;

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
  const change = meanAbsolute(changes) + CHANGE_MIN * rangeOf(series.y);
  const reach = change * Math.sqrt(horizon);
  const disagreement = disagreementOf(candidates);
  const values = [
    ...frequencyClasses.map((kind) => (kind === series.kind ? 1 : 0)),
    ...describeShape(series, candidates, change),
    ...describeTrend(y, horizon, reach),
    ...describeReach(y, changes, horizon, change),
    ...describeMemory(y, changes),
    ...describeDepartures(candidates, disagreement, reach),
    ...describeBacktest(backtest, change),
    ...describeTestedReach(backtest, change),
  ];
  return {
    values: Float64Array.from(values, (value) => (Number.isFinite(value) ? value : 0)),
    change,
    disagreement,
  };
}

function describeShape(
  { y: raw, seasonLength: m, bothSigns }: EnsembleSeries,
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
    bothSigns ? 0 : Math.log(Math.abs(mean(y)) / change + 1e-6) - 2,
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

/** How far the series went over half and the whole horizon, its large, newest and lopsided changes, and where it stands. */
function describeReach(y: Float64Array, changes: Float64Array, horizon: number, change: number): number[] {
  const n = y.length;
  const sizes = changes.map(Math.abs).sort();
  const far = [Math.max(2, horizon >> 1), horizon].map((steps) => {
    const lag = Math.min(steps, n >> 1);
    let sum = 0;
    for (let t = lag; t < n; t++) sum += Math.abs(y[t] - y[t - lag]);
    return Math.log(sum / (n - lag) / (change * Math.sqrt(lag)) + 0.01);
  });
  const centre = mean(y);
  const spread = deviation(y) + change * 1e-3;
  const own = mean(changes);
  const bend = deviation(changes) + change * 1e-3;
  let skew = 0;
  for (const value of changes) skew += ((value - own) / bend) ** 3 / changes.length;
  return [
    ...far,
    Math.log(sizes[Math.floor(0.9 * (sizes.length - 1))] / change + 0.1),
    Math.log(meanAbsolute(changes.subarray(-5)) / change + 0.05),
    Math.log(meanAbsolute(changes.subarray(-15)) / change + 0.05),
    Math.log(spread / change + 0.05),
    (y[n - 1] - centre) / spread,
    Math.asinh(skew),
  ];
}

function describeMemory(y: Float64Array, changes: Float64Array): number[] {
  const ofLevels = autocorrelation(Array.from(y), Math.min(LAGS, y.length - 2));
  const ofChanges = autocorrelation(Array.from(changes), Math.min(LAGS, changes.length - 2));
  const [ofBends] = autocorrelation(Array.from(differences(changes)), 1);
  const squares = (r: readonly number[]) => r.reduce((sum, value) => sum + value * value, 0);
  return [ofLevels[0], ofChanges[0], ofBends, squares(ofChanges), squares(ofLevels) / 5];
}

function describeDepartures(
  { rows }: CandidateForecasts,
  disagreement: Float64Array,
  reach: number,
): number[] {
  const base = mean(rows[0]);
  const departures = rows.map((row) => (mean(row) - base) / reach);
  const witnesses = WITNESSES.map((name) => departures[candidateNames.indexOf(name)]);
  return [
    ...departures.slice(1).map(Math.asinh),
    Math.asinh(deviation(Float64Array.from(witnesses))),
    Math.log(disagreement[0] / reach + 0.01),
    Math.log(disagreement[disagreement.length - 1] / reach + 0.01),
  ];
}

function disagreementOf({ rows }: CandidateForecasts): Float64Array {
  const witnesses = WITNESSES.map((name) => rows[candidateNames.indexOf(name)]);
  return rows[0].map((_, i) => deviation(Float64Array.from(witnesses, (row) => row[i])));
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

/** Errors of the candidates' median in the backtest, early and late, large and largest, and its bias at the end and of late. */
function describeTestedReach({ origins, plan }: CandidateBacktest, change: number): number[] {
  if (!plan || origins.length === 0) return new Array<number>(6).fill(0);
  const place = candidateNames.indexOf('median');
  const sizes: number[] = [];
  const [early, late] = [[] as number[], [] as number[]];
  let bias = 0;
  for (const { rows, actual } of origins) {
    const row = rows[place];
    for (let i = 0; i < actual.length; i++) {
      const error = (actual[i] - row[i]) / (change * Math.sqrt(i + 1));
      sizes.push(Math.abs(error));
      (2 * i < actual.length ? early : late).push(Math.abs(error));
    }
    bias += (actual[actual.length - 1] - row[actual.length - 1]) / (change * Math.sqrt(actual.length));
  }
  sizes.sort((a, b) => a - b);
  const last = origins[origins.length - 1];
  const lastErrors = last.actual.map((value, i) => value - last.rows[place][i]);
  return [
    Math.log(mean(early) + 0.02),
    Math.log((late.length > 0 ? mean(late) : mean(early)) + 0.02),
    Math.log(sizes[Math.floor(0.9 * (sizes.length - 1))] + 0.02),
    Math.log(sizes[sizes.length - 1] + 0.02),
    Math.asinh(bias / origins.length),
    Math.asinh(mean(lastErrors) / (change * Math.sqrt(plan.horizon))),
  ];
}
