import { linearTrend } from '../numerics/linear-trend.ts';
import { minimiseScalar } from '../numerics/minimise-scalar.ts';
import type { CrossProducts } from '../numerics/two-regressors.ts';
import { solveLevelAndWeight, type ThetaParameters } from './dynamic-theta.ts';

const ALPHA_MIN = 0.1;
const ALPHA_MAX = 0.99;

/** Optimised Theta after it has seen a series. */
export interface StaticTheta extends ThetaParameters {
  readonly sse: number;
}

/**
 * Optimised Theta model (OTM): simple exponential smoothing of the series bent towards the line through all of it; (α, θ,
 * ℓ₀) minimise the squared one-step errors. Given α these are linear in ℓ₀ and 1 − 1/θ, which are solved for exactly
 * (θ ≥ 1); only α in [0.1, 0.99] is searched. `y` of length ≥ 4.
 * Source: Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), equations 7 to 11; bounds as in the R package
 * forecTheta.
 */
export function fitStaticTheta(y: ArrayLike<number>): StaticTheta {
  const line = linearTrend(y);
  const alpha = minimiseScalar((a) => solveLevelAndWeight(products(y, line, a)).sse, ALPHA_MIN, ALPHA_MAX);
  const { u, v, sse } = solveLevelAndWeight(products(y, line, alpha));
  return { alpha, initialLevel: u, lineWeight: v, sse };
}

/** The next `h` values; one-step errors are left in `errors`, where given. With w = ½ (θ = 2) the standard Theta model. */
export function continueStaticTheta(
  y: ArrayLike<number>,
  { alpha, lineWeight, initialLevel }: ThetaParameters,
  h: number,
  errors?: Float64Array,
): Float64Array {
  const line = linearTrend(y);
  let level = initialLevel;
  let fade = 1;
  for (let t = 0; t < y.length; t++) {
    if (errors) errors[t] = y[t] - level - lineWeight * pull(line, alpha, fade);
    level += alpha * (y[t] - level);
    fade *= 1 - alpha;
  }
  const first = level + lineWeight * pull(line, alpha, fade);
  return new Float64Array(h).map((_, i) => first + lineWeight * line.slope * i);
}

/** What the line adds to the next forecast where it has full weight; `fade` is (1 − α) to the number of points seen. */
function pull({ intercept, slope }: Line, alpha: number, fade: number): number {
  return fade * (intercept - slope) + ((1 - fade * (1 - alpha)) / alpha) * slope;
}

/** A line by its value at the first point and its slope. */
interface Line {
  readonly intercept: number;
  readonly slope: number;
}

function products(y: ArrayLike<number>, line: Line, alpha: number): CrossProducts {
  const sums = { ee: 0, eu: 0, ev: 0, uu: 0, uv: 0, vv: 0 };
  let level = 0;
  let fade = 1;
  for (let t = 0; t < y.length; t++) {
    const v = pull(line, alpha, fade);
    const error = y[t] - level;
    sums.ee += error * error;
    sums.eu += error * fade;
    sums.ev += error * v;
    sums.uu += fade * fade;
    sums.uv += fade * v;
    sums.vv += v * v;
    level += alpha * error;
    fade *= 1 - alpha;
  }
  return sums;
}
