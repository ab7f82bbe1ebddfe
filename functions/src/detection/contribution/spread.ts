/** Fewest deviations from which a spread is told. */
const DEVIATIONS_MIN = 3;
/** Part of the deviations that lie within the quantile at hand, and how many standard deviations of a Gaussian it is. */
const PART = 0.9;
const DEVIATES = 1.6448536269514722;

/**
 * How far windows ordinarily lie from what is expected of them, as a standard deviation: the nine-tenths quantile of the
 * sizes of deviations as that of a Gaussian. Not the median of the sizes: real series have heavy tails, of which it
 * knows nothing, and rare events, of which it makes zero. One odd window in ten does not widen it. In the unit of the
 * deviations; null for fewer than three.
 */
export function spreadOf(deviations: readonly number[]): number | null {
  if (deviations.length < DEVIATIONS_MIN) return null;
  const sizes = deviations.map(Math.abs).toSorted((a, b) => a - b);
  return sizes[Math.ceil(PART * sizes.length) - 1] / DEVIATES;
}
