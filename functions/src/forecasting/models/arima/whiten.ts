import { dot } from '../../numerics/dot.ts';
import type { ArmaPolynomials } from './arma-polynomials.ts';
import { conditionalInnovations } from './conditional-innovations.ts';
import { exactInnovations } from './exact-innovations.ts';

/** What a model leaves of a series. */
export interface Whitened {
  /** Estimated by generalised least squares; 0 without a constant. */
  readonly mean: number;
  readonly residuals: Float64Array;
  /** Residuals times the 2n-th root of the determinant: their sum of squares is least where the likelihood is greatest. */
  readonly scaled: Float64Array;
}

/**
 * Takes the model `polynomials`, and where `ones` (a constant of 1) is given the mean, out of the differenced series
 * `w`: by exact innovations divided by their standard deviation, or by conditional ones, which are fewer by the reach of
 * the autoregression. Undefined where the model is not stationary and `exact` is asked for.
 * Source: Ansley (1979), §4.
 */
export function whiten(
  w: Float64Array,
  ones: Float64Array | undefined,
  polynomials: ArmaPolynomials,
  exact: boolean,
): Whitened | undefined {
  if (!exact) {
    const apply = (x: Float64Array) => conditionalInnovations(polynomials, x);
    const { mean, residuals } = removeMean(apply(w), ones && apply(ones));
    return { mean, residuals, scaled: residuals };
  }
  const innovations = exactInnovations(polynomials, ones ? [w, ones] : [w]);
  if (!innovations) return undefined;
  const { variances, errors } = innovations;
  let logDeterminant = 0;
  variances.forEach((variance, t) => {
    if (variance === 1) return;
    logDeterminant += Math.log(variance);
    for (const one of errors) one[t] /= Math.sqrt(variance);
  });
  const { mean, residuals } = removeMean(errors[0], errors[1]);
  const scale = Math.exp(logDeterminant / (2 * w.length));
  return { mean, residuals, scaled: residuals.map((e) => e * scale) };
}

function removeMean(
  e: Float64Array,
  unit: Float64Array | undefined,
): { mean: number; residuals: Float64Array } {
  if (!unit) return { mean: 0, residuals: e };
  const mean = dot(e, unit) / Math.max(dot(unit, unit), Number.MIN_VALUE);
  return { mean, residuals: e.map((value, t) => value - mean * unit[t]) };
}
