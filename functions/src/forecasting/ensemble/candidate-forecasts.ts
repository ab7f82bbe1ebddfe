import { continueAggregated } from '../models/aggregated-trend.ts';
import { fitDynamicTheta } from '../models/dynamic-theta.ts';
import type { EtsParameters } from '../models/ets.ts';
import { fitLaggedAutoregression } from '../models/lagged-autoregression.ts';
import { fitSeasonalArima } from '../models/seasonal-arima.ts';
import { fitSeasonalSmoothing } from '../models/seasonal-smoothing.ts';
import { continueTrend, fitTrendSmoothing } from '../models/trend-smoothing.ts';
import { median } from '../numerics/statistics.ts';
import { type CandidateName, candidateNames } from './candidate-names.ts';
import type { EnsembleSeries } from './ensemble-series.ts';
import type { FrequencyClass } from './frequency-class.ts';
import { forecastInLogarithms } from './in-logarithms.ts';
import { repeatSeason, repeatSeasons } from './repeat-seasons.ts';
import { type Adjustment, adjustOneSeason, adjustSeasons } from './seasonal-adjustment.ts';
import { forecastBySmoothing } from './smoothing-candidates.ts';

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
/** Steps that are taken together where they are not those of the main season. */
const BLOCKS: Partial<Record<FrequencyClass, number>> = { yearly: 2, weekly: 4, daily: 7 };
/** An odd number of candidates that mostly agree. */
const MEDIAN_OF: readonly CandidateName[] = [
  'damped-trend',
  'theta',
  'dynamic-theta',
  'dynamic-theta-log',
  'ets',
  'complex-smoothing',
  'autoregression-changes',
  'arima',
  'holt',
];

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
  const { y, kind, seasonLength: m, bothSigns } = series;
  const n = y.length;
  const long = series.longSeasons.filter((length) => n >= SEASONS_MIN * length);
  const several = series.several && long.length > 1;
  const adjusted = several ? adjustSeasons(y, long, !bothSigns) : adjustOneSeason(y, m, !bothSigns);
  const { rows, etsParameters } = forecastBySmoothing(series, adjusted, h, several, known);
  const seasonalLags = several ? long : m > 1 ? [m] : long;
  const autoregression = (differences: 0 | 1) => {
    const options = { differences, orderMax: ORDER_MAX, seasonalLags };
    const path = forecastInLogarithms(adjusted.y, !bothSigns, (x) =>
      fitLaggedAutoregression(x, options)?.forecast(h),
    );
    return path && adjusted.restore(path);
  };
  const fallback = adjusted.restore(new Float64Array(h).fill(adjusted.y[n - 1]));
  rows.set('naive', fallback);
  rows.set('seasonal-naive', repeatSeason(y, m, h));
  rows.set('autoregression-changes', autoregression(1));
  rows.set('autoregression-levels', autoregression(0));
  const block = continueAggregated(adjusted.y, BLOCKS[kind] ?? m, h);
  rows.set('aggregated-trend', block ? adjusted.restore(block) : rows.get('damped-trend'));
  addSeasonal(series, long, h, rows);
  rows.set('arima', forecastArima(series, adjusted, { long, several }, h));
  const finite = (path: Float64Array | undefined) => (path?.every(Number.isFinite) ? path : fallback);
  rows.set('median', medianOf(MEDIAN_OF.map((name) => finite(rows.get(name)))));
  const complete = candidateNames.map((name) => finite(rows.get(name)));
  const floored = !bothSigns && y.every((value) => value >= 0);
  return {
    rows: floored ? complete.map((path) => path.map((value) => Math.max(0, value))) : complete,
    adjusted,
    etsParameters,
  };
}

/**
 * ARIMA with the season that is there for certain, else with a long one. Several seasons of days are more than it can
 * take: it works on the series without them.
 */
function forecastArima(
  { y, kind, seasonLength: m, bothSigns }: EnsembleSeries,
  adjusted: Adjustment,
  { long, several }: { long: readonly number[]; several: boolean },
  h: number,
): Float64Array | undefined {
  const continued = (x: Float64Array, season: number) =>
    forecastInLogarithms(x, !bothSigns, (z) => fitSeasonalArima(z, season)?.forecast(h));
  if (several && kind !== 'hourly') {
    const path = continued(adjusted.y, 1);
    return path && adjusted.restore(path);
  }
  if (adjusted.seasonal && !several) return continued(y, m);
  return continued(y, kind === 'daily' ? 1 : (long[long.length - 1] ?? 1));
}

/** The candidates that model seasons themselves. Without a long season some equal a candidate that has none. */
function addSeasonal(
  { y, kind, seasonLength: m, bothSigns }: EnsembleSeries,
  long: readonly number[],
  h: number,
  rows: Map<CandidateName, Float64Array | undefined>,
): void {
  const longest = long.length > 0 ? long[long.length - 1] : undefined;
  const logarithms = !bothSigns;
  rows.set('recent-seasons', repeatSeasons(y, kind === 'daily' ? m : (longest ?? m), h));
  rows.set('long-seasonal-naive', repeatSeason(y, longest ?? m, h));
  if (longest === undefined) {
    rows.set('long-season', rows.get('dynamic-theta'));
    rows.set('seasonal-smoothing', rows.get('ets-average'));
    return;
  }
  rows.set('long-season', forecastLongSeason(y, kind, long, logarithms, h));
  rows.set(
    'seasonal-smoothing',
    forecastInLogarithms(y, logarithms, (x) => fitSeasonalSmoothing(x, long).forecast(h)),
  );
}

/** A long season taken out, then a damped trend (weekly: averaged with dynamic Theta). */
function forecastLongSeason(
  y: Float64Array,
  kind: FrequencyClass,
  lengths: readonly number[],
  logarithms: boolean,
  h: number,
): Float64Array {
  const adjusted = adjustSeasons(y, lengths, logarithms && kind !== 'hourly');
  const damped = adjusted.restore(continueTrend(fitTrendSmoothing(adjusted.y, 'damped'), h));
  if (kind !== 'weekly') return damped;
  const theta = adjusted.restore(fitDynamicTheta(adjusted.y).forecast(h));
  return damped.map((value, i) => (value + theta[i]) / 2);
}

function medianOf(paths: readonly Float64Array[]): Float64Array {
  return paths[0].map((_, i) => median(paths.map((path) => path[i])));
}
