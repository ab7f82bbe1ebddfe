import { fitComplexSmoothing } from '../models/complex-smoothing.ts';
import { fitDynamicTheta } from '../models/dynamic-theta.ts';
import type { EtsParameters } from '../models/ets.ts';
import { averageEts } from '../models/ets-average.ts';
import { continueTrend, fitTrendSmoothing, type TrendSmoothing } from '../models/trend-smoothing.ts';
import { linearTrend } from '../numerics/linear-trend.ts';
import { mean } from '../numerics/statistics.ts';
import type { CandidateName } from './candidate-names.ts';
import type { EnsembleSeries } from './ensemble-series.ts';
import { forecastInLogarithms } from './in-logarithms.ts';
import type { Adjustment } from './seasonal-adjustment.ts';

/** Longest season that ETS models itself. */
const ETS_SEASON_MAX = 12;

/**
 * The candidates that know no season, on the adjusted series; and ETS, which may model a single one itself. `several`
 * seasons are left to the adjustment.
 */
export function forecastBySmoothing(
  { y, seasonLength: m, bothSigns }: EnsembleSeries,
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
  const ets = averageEts(own ? y : x, h, {
    seasonLength: own ? m : 1,
    smoothings: adjusted.seasonal && own ? [] : [flat, trending, damped],
    additive: bothSigns,
    ...(known ? { known } : {}),
  });
  const restoreEts = own ? (path: Float64Array) => path : adjusted.restore;
  const dynamic = (z: Float64Array) => fitDynamicTheta(z).forecast(h);
  const logged = forecastInLogarithms(x, !bothSigns, dynamic);
  const rows = new Map<CandidateName, Float64Array | undefined>([
    ['ses', adjusted.restore(continueTrend(flat, h))],
    ['holt', adjusted.restore(continueTrend(trending, h))],
    ['damped-trend', adjusted.restore(continueTrend(damped, h))],
    ['theta', adjusted.restore(continueTheta(x, flat, h))],
    ['dynamic-theta', adjusted.restore(dynamic(x))],
    ['dynamic-theta-log', logged && adjusted.restore(logged)],
    ['complex-smoothing', adjusted.restore(continueComplex(x, bothSigns ? mean(x) : 0, h))],
    ['drift', adjusted.restore(continueDrift(x, h))],
    ['ets', ets && restoreEts(ets.best)],
    ['ets-average', ets && restoreEts(ets.average)],
  ]);
  return { rows, etsParameters: ets?.parameters ?? new Map() };
}

/** Complex smoothing does not move with a shift of the series: one of both signs is continued about its mean. */
function continueComplex(x: Float64Array, centre: number, h: number): Float64Array {
  return fitComplexSmoothing(x.map((value) => value - centre))
    .forecast(h)
    .map((value) => value + centre);
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
