import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import { quantileOfSorted } from '../numerics/statistics.ts';
import { studentHalfWidth } from '../numerics/student-half-width.ts';

/** Half-width of the interval of `level` percent, in standard deviations. */
export interface Width {
  readonly level: number;
  readonly halfWidth: number;
}

/** Weight of the theoretical width, in origins. */
const THEORY_WEIGHT = 20;
/** How far the backtest may move a width from theory, as a factor either way. */
const FACTOR_MAX = 1.6;

/**
 * Half-widths for `levels` (ascending): Student's t with the history's degrees of freedom, corrected by split conformal
 * prediction, i.e. mixed with the empirical quantile of |error| / standard deviation over all backtest steps. `spread`
 * is the calibrated standard deviation of each step. Wider levels never get a smaller width.
 * Source: Vovk, Gammerman & Shafer (2005); Lei et al. (2018), locally weighted conformal prediction.
 */
export function calibrateWidths(
  levels: readonly number[],
  spread: readonly number[],
  origins: readonly OriginForecast[],
  degreesOfFreedom: number,
): Width[] {
  const scores = Float64Array.from(
    origins.flatMap((origin) => standardisedErrors(origin, spread).map(Math.abs)),
  ).sort();
  const trust = scores.length > 0 ? origins.length / (origins.length + THEORY_WEIGHT) : 0;
  let narrower = 0;
  return levels.map((level) => {
    const theory = studentHalfWidth(level, degreesOfFreedom);
    const empirical =
      trust > 0 ? quantileOfSorted(scores, conformalProbability(level, scores.length)) : theory;
    const bounded = Math.max(theory / FACTOR_MAX, Math.min(theory * FACTOR_MAX, empirical));
    narrower = Math.max(narrower, trust * bounded + (1 - trust) * theory);
    return { level, halfWidth: narrower };
  });
}

/** Errors of one origin in calibrated standard deviations; steps without a width are left out. */
export function standardisedErrors({ mean, actual }: OriginForecast, spread: readonly number[]): number[] {
  return mean.flatMap((value, i) => (spread[i] > 0 ? [(actual[i] - value) / spread[i]] : []));
}

/** The finite-sample quantile of split conformal prediction. */
function conformalProbability(level: number, count: number): number {
  return Math.min(1, ((level / 100) * (count + 1)) / count);
}
