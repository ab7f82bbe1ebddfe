import { type ArmaPolynomials, lagsOf } from './arma-polynomials.ts';

/**
 * One-step errors of `x` under an ARMA model, given the first values (as many as the autoregression reaches back) and
 * errors of 0 before: what conditional least squares minimises. Shorter than `x` by the reach of the autoregression.
 * Source: Box & Jenkins (1970), §7.1; reference R's `arima(method = "CSS")`.
 */
export function conditionalInnovations({ ar, ma }: ArmaPolynomials, x: Float64Array): Float64Array {
  const arLags = lagsOf(ar);
  const maLags = lagsOf(ma);
  const p = ar.length;
  const e = new Float64Array(Math.max(0, x.length - p));
  for (let t = p; t < x.length; t++) {
    let sum = x[t];
    for (const lag of arLags) sum -= ar[lag - 1] * x[t - lag];
    for (const lag of maLags) if (lag <= t - p) sum -= ma[lag - 1] * e[t - p - lag];
    e[t - p] = sum;
  }
  return e;
}
