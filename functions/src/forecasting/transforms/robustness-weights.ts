import { median } from '../numerics/statistics.ts';

/** Remainders of this many median absolute remainders and more have no weight. */
const CUT = 6;

/**
 * Bisquare weights of the remainders of a smooth: 1 for those near 0, 0 beyond six times their median size. All 1 where
 * that median is 0 and the remainder is too. Source: Cleveland (1979); conventions of R's `stl()`.
 */
export function robustnessWeights(remainder: Float64Array): Float64Array {
  const sizes = remainder.map(Math.abs);
  const limit = CUT * median(sizes);
  return sizes.map((size) => {
    if (size <= 0.001 * limit) return 1;
    return size <= 0.999 * limit ? (1 - (size / limit) ** 2) ** 2 : 0;
  });
}
