import { mean } from '../numerics/statistics.ts';

/** Weights of the newest seasons, the last first. */
const SHARES = [0.5, 0.3, 0.2];

/** The last `m` values over and over; the last value where the series does not hold them. */
export function repeatSeason(y: Float64Array, m: number, h: number): Float64Array {
  const length = y.length >= m ? m : 1;
  return new Float64Array(h).map((_, i) => y[y.length - length + (i % length)]);
}

/** The deviations from their mean of the newest three seasons, averaged, around the mean of the last one. */
export function repeatSeasons(y: Float64Array, m: number, h: number): Float64Array {
  const n = y.length;
  if (n < SHARES.length * m) return repeatSeason(y, m, h);
  const means = SHARES.map((_, k) => mean(y.subarray(n - (k + 1) * m, n - k * m)));
  const deviation = (k: number, i: number) => y[n - (k + 1) * m + (i % m)] - means[k];
  return new Float64Array(h).map((_, i) =>
    SHARES.reduce((sum, share, k) => sum + share * deviation(k, i), means[0]),
  );
}
