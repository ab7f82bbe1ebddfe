import { fitComplexSmoothing } from '../models/complex-smoothing.ts';
import { fitDynamicTheta } from '../models/dynamic-theta.ts';
import type { EtsParameters } from '../models/ets.ts';
import { averageEts } from '../models/ets-average.ts';
import { fitLaggedAutoregression } from '../models/lagged-autoregression.ts';
import { continueTrend, fitTrendSmoothing, type TrendSmoothing } from '../models/trend-smoothing.ts';
import { linearTrend } from '../numerics/linear-trend.ts';
import type { EnsembleSeries } from './ensemble-series.ts';
import type { FrequencyClass } from './frequency-class.ts';
import { type Adjustment, adjustOneSeason, adjustSeasons } from './seasonal-adjustment.ts';

/** What the ensemble combines, in the order of its weights. */
export const candidateNames = [
  'naive',
  'seasonal-naive',
  'ses',
  'holt',
  'damped-trend',
  'theta',
  'dynamic-theta',
  'dynamic-theta-log',
  'ets',
  'ets-average',
  'complex-smoothing',
  'autoregression-changes',
  'autoregression-levels',
  'drift',
  'long-season',
  'long-seasonal-naive',
] as const;

/** A member of the ensemble. */
export type CandidateName = (typeof candidateNames)[number];

/** Forecasts of all candidates, and what they were made from. */
export interface CandidateForecasts {
  /** One row for each of `candidateNames`, of length `h`. */
  readonly rows: readonly Float64Array[];
  readonly adjusted: Adjustment;
  readonly etsParameters: ReadonlyMap<string, EtsParameters>;
}

/** Neighbouring lags that autoregressions may use. */
const ORDER_MAX = 5;
/** A season of which the history holds fewer is not tried. */
const SEASONS_MIN = 3;
/** Longest season that ETS models itself. */
const ETS_SEASON_MAX = 12;
/** How far forecasts made in logarithms may leave the last value, in natural logarithms. */
const RISE_MAX = 3;
const FALL_MAX = 4;

/**
 * Forecasts of `h` steps by every candidate. Those without a season of their own work on the adjusted series; a
 * candidate that cannot be fitted, or whose forecast is not finite, repeats the (seasonally adjusted) naive forecast.
 * `known` are ETS parameters found on a longer history, for a backtest.
 */
export function forecastCandidates(
  series: EnsembleSeries,
  h: number,
  known?: ReadonlyMap<string, EtsParameters>,
): CandidateForecasts {
  const { y, kind, seasonLength: m } = series;
  const n = y.length;
  const long = series.longSeasons.filter((length) => n >= SEASONS_MIN * length);
  const several = long.length > 1;
  const adjusted = several ? adjustSeasons(y, long, true) : adjustOneSeason(y, m);
  const { rows, etsParameters } = forecastAdjusted(series, adjusted, h, several, known);
  const seasonalLags = several ? long : m > 1 ? [m] : long;
  const positive = adjusted.y.every((value) => value > 0);
  const autoregression = (differences: 0 | 1) => {
    const options = { differences, orderMax: ORDER_MAX, seasonalLags };
    const x = positive ? adjusted.y.map(Math.log) : adjusted.y;
    const path = fitLaggedAutoregression(x, options)?.forecast(h);
    return path && adjusted.restore(positive ? fromLogarithms(path, adjusted.y[n - 1]) : path);
  };
  const fallback = adjusted.restore(new Float64Array(h).fill(adjusted.y[n - 1]));
  rows.set('naive', fallback);
  rows.set('seasonal-naive', repeatSeason(y, m, h));
  rows.set('autoregression-changes', autoregression(1));
  rows.set('autoregression-levels', autoregression(0));
  rows.set('long-season', long.length > 0 ? forecastLongSeason(y, kind, long, h) : rows.get('dynamic-theta'));
  rows.set('long-seasonal-naive', repeatSeason(y, long.length > 0 ? long[long.length - 1] : m, h));
  const complete = candidateNames.map((name) => {
    const path = rows.get(name);
    return path?.every(Number.isFinite) ? path : fallback;
  });
  const floored = y.every((value) => value >= 0) ? complete.map((path) => path.map(atLeastZero)) : complete;
  return { rows: floored, adjusted, etsParameters };
}

/** The candidates that know no season, on the adjusted series; and ETS, which may model a single one itself. */
function forecastAdjusted(
  { y, seasonLength: m }: EnsembleSeries,
  adjusted: Adjustment,
  h: number,
  several: boolean,
  known: ReadonlyMap<string, EtsParameters> | undefined,
): { rows: Map<CandidateName, Float64Array | undefined>; etsParameters: ReadonlyMap<string, EtsParameters> } {
  const x = adjusted.y;
  const [flat, trending, damped] = (['none', 'additive', 'damped'] as const).map((kind) =>
    fitTrendSmoothing(x, kind),
  );
  const own = m > 1 && m <= ETS_SEASON_MAX && !several;
  const smoothings = adjusted.seasonal && own ? [] : [flat, trending, damped];
  const ets = averageEts(own ? y : x, h, {
    seasonLength: own ? m : 1,
    smoothings,
    ...(known ? { known } : {}),
  });
  const restoreEts = own ? (path: Float64Array) => path : adjusted.restore;
  const dynamic = fitDynamicTheta(x).forecast(h);
  const positive = x.every((value) => value > 0);
  const logged = positive
    ? fromLogarithms(fitDynamicTheta(x.map(Math.log)).forecast(h), x[x.length - 1])
    : dynamic;
  const rows = new Map<CandidateName, Float64Array | undefined>([
    ['ses', adjusted.restore(continueTrend(flat, h))],
    ['holt', adjusted.restore(continueTrend(trending, h))],
    ['damped-trend', adjusted.restore(continueTrend(damped, h))],
    ['theta', adjusted.restore(continueTheta(x, flat, h))],
    ['dynamic-theta', adjusted.restore(dynamic)],
    ['dynamic-theta-log', adjusted.restore(logged)],
    ['complex-smoothing', adjusted.restore(fitComplexSmoothing(x).forecast(h))],
    ['drift', adjusted.restore(continueDrift(x, h))],
    ['ets', ets && restoreEts(ets.best)],
    ['ets-average', ets && restoreEts(ets.average)],
  ]);
  return { rows, etsParameters: ets?.parameters ?? new Map() };
}

/** Theta's continuation of simple exponential smoothing: half of the linear trend is added. See `models/theta.ts`. */
function continueTheta(x: Float64Array, { alpha, level }: TrendSmoothing, h: number): Float64Array {
  const halfSlope = linearTrend(x).slope / 2;
  const lead = (1 - (1 - alpha) ** x.length) / alpha;
  return new Float64Array(h).map((_, i) => level + halfSlope * (i + lead));
}

function continueDrift(x: Float64Array, h: number): Float64Array {
  const last = x[x.length - 1];
  const slope = (last - x[0]) / (x.length - 1);
  return new Float64Array(h).map((_, i) => last + slope * (i + 1));
}

/** The last `m` values over and over; the last value where the series does not hold them. */
function repeatSeason(y: Float64Array, m: number, h: number): Float64Array {
  const length = y.length >= m ? m : 1;
  return new Float64Array(h).map((_, i) => y[y.length - length + (i % length)]);
}

/** A long season taken out, then a damped trend (weekly: averaged with dynamic Theta). */
function forecastLongSeason(
  y: Float64Array,
  kind: FrequencyClass,
  lengths: readonly number[],
  h: number,
): Float64Array {
  const adjusted = adjustSeasons(y, lengths, kind !== 'hourly');
  const damped = adjusted.restore(continueTrend(fitTrendSmoothing(adjusted.y, 'damped'), h));
  if (kind !== 'weekly') return damped;
  const theta = adjusted.restore(fitDynamicTheta(adjusted.y).forecast(h));
  return damped.map((value, i) => (value + theta[i]) / 2);
}

function fromLogarithms(path: Float64Array, last: number): Float64Array {
  const centre = Math.log(last);
  return path.map((value) => Math.exp(Math.max(centre - FALL_MAX, Math.min(centre + RISE_MAX, value))));
}

function atLeastZero(value: number): number {
  return Math.max(0, value);
}
