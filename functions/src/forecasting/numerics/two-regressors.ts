/** Sums of products of a response `e` and two regressors `u` and `v`. */
export interface CrossProducts {
  ee: number;
  eu: number;
  ev: number;
  uu: number;
  uv: number;
  vv: number;
}

/** Coefficients of both regressors and the sum of squares that they leave. */
export interface TwoCoefficients {
  readonly u: number;
  readonly v: number;
  readonly sse: number;
}

/** Below this share of uu·vv the regressors are taken as one. */
const DETERMINANT_MIN = 1e-9;

/**
 * Least squares of a response on two regressors without intercept, from their sums of products. The second is left out
 * where it tells nothing that the first does not; all-zero regressors get 0.
 */
export function solveTwoRegressors({ ee, eu, ev, uu, uv, vv }: CrossProducts): TwoCoefficients {
  const determinant = uu * vv - uv * uv;
  if (determinant <= DETERMINANT_MIN * uu * vv || !(determinant > 0)) {
    const only = uu > 0 ? eu / uu : 0;
    return { u: only, v: 0, sse: Math.max(0, ee - only * eu) };
  }
  const u = (eu * vv - ev * uv) / determinant;
  const v = (ev * uu - eu * uv) / determinant;
  return { u, v, sse: Math.max(0, ee - u * eu - v * ev) };
}
