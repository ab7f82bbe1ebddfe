import { minimiseScalar } from '../numerics/minimise-scalar.ts';

/** Bounds of the smoothing parameter, as in R's `ets()`. */
const ALPHA_MIN = 1e-4;
const ALPHA_MAX = 0.9999;

/** Simple exponential smoothing after it has seen a series. */
export interface ExponentialSmoothing {
  readonly alpha: number;
  readonly initialLevel: number;
  readonly level: number;
  readonly residuals: number[];
  readonly sse: number;
}

/**
 * Simple exponential smoothing (ETS(A,N,N)) of `y` with the `alpha` in [0.0001, 0.9999] and the initial level that
 * make the sum of squared one-step errors least. Given alpha the errors are linear in the initial level, which is
 * therefore solved for exactly; only alpha is searched. `y` of length ≥ 1.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), §2 and §5; reference R forecast 8.20 `ses(initial = "optimal")`.
 */
export function exponentialSmoothing(y: readonly number[]): ExponentialSmoothing {
  const alpha = minimiseScalar((a) => smooth(y, a).sse, ALPHA_MIN, ALPHA_MAX);
  const { initialLevel, sse } = smooth(y, alpha);
  const residuals: number[] = [];
  let level = initialLevel;
  for (const value of y) {
    residuals.push(value - level);
    level += alpha * (value - level);
  }
  return { alpha, initialLevel, level, residuals, sse };
}

/** Errors from the level y₁, then the best correction of that level: it fades by 1 − α a step. */
function smooth(y: readonly number[], alpha: number): { initialLevel: number; sse: number } {
  let level = y[0];
  let fade = 1;
  let square = 0;
  let cross = 0;
  let fadeSquare = 0;
  for (const value of y) {
    const error = value - level;
    square += error * error;
    cross += error * fade;
    fadeSquare += fade * fade;
    level += alpha * error;
    fade *= 1 - alpha;
  }
  const correction = cross / fadeSquare;
  return { initialLevel: y[0] + correction, sse: Math.max(0, square - correction * cross) };
}
