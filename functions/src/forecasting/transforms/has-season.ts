import { autocorrelation } from './autocorrelation.ts';

/** One-sided 5 % quantile of the normal distribution, as the reference uses it on the absolute value. */
const CRITICAL = 1.6448536269514722;

/**
 * Does `y` repeat itself every `m` steps? The autocorrelation at lag `m` against Bartlett's standard error at a
 * significance of 10 %. False for `m` ≤ 1, a constant series, and fewer than 2m + 1 points.
 * Source: Fiorucci et al. (2016) as in R forecast 8.20 `thetaf()`; we also require it to be positive, since a season
 * repeats with the same sign.
 */
export function hasSeason(y: readonly number[], m: number): boolean {
  const n = y.length;
  if (m <= 1 || n <= 2 * m) return false;
  const r = autocorrelation(y, m);
  let squares = 0;
  for (let lag = 1; lag < m; lag++) squares += r[lag - 1] ** 2;
  return r[m - 1] / Math.sqrt((1 + 2 * squares) / n) > CRITICAL;
}
