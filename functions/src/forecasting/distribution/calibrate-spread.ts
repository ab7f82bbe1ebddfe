import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import { isotonicIncreasing } from '../numerics/isotonic-increasing.ts';
import { mean } from '../numerics/statistics.ts';

/** Weight of the model's own standard deviation, in origins: with as many origins both count alike. */
const OWN_WEIGHT = 4;
/**
 * Models leave out that their form and parameters may be wrong: squared errors are about 1 + 60/n times what they
 * promise, at most three times. Measured on series of the M4 competition.
 */
const EXCESS_POINTS = 60;
const EXCESS_MAX = 2;
/** Neighbouring steps, as a share of the horizon, over which the factor is smoothed. */
const SMOOTHING_SHARE = 0.25;

/**
 * Standard deviation at each step ahead: the model's `own`, widened by what is usual, mixed with the size of the errors
 * in the backtest, the more of it the more origins. Squared errors are averaged over origins and neighbouring steps, and
 * the result never falls with the horizon. Steps beyond the backtest grow as `own` does. Without `origins` only the
 * usual widening is left. `length` is the number of points that the model was fitted to.
 */
export function calibrateSpread(
  own: readonly number[],
  origins: readonly OriginForecast[],
  length: number,
): number[] {
  const usual = Math.sqrt(1 + Math.min(EXCESS_MAX, EXCESS_POINTS / length));
  const widened = own.map((value) => value * usual);
  if (origins.length === 0) return isotonicIncreasing(widened);
  const errors = smooth(meanSquaredErrors(origins));
  const reach = errors.length - 1;
  const squares = widened.map((value, i) => {
    const growth = i > reach && own[reach] > 0 ? (own[i] / own[reach]) ** 2 : 1;
    const measured = errors[Math.min(i, reach)] * growth;
    return (OWN_WEIGHT * value ** 2 + origins.length * measured) / (OWN_WEIGHT + origins.length);
  });
  return isotonicIncreasing(squares).map(Math.sqrt);
}

function meanSquaredErrors(origins: readonly OriginForecast[]): number[] {
  return origins[0].mean.map((_, i) =>
    mean(origins.map((origin) => (origin.actual[i] - origin.mean[i]) ** 2)),
  );
}

function smooth(x: readonly number[]): number[] {
  const reach = Math.ceil(SMOOTHING_SHARE * x.length);
  return x.map((_, i) => mean(x.slice(Math.max(0, i - reach), i + reach + 1)));
}
