import { median } from './median.ts';

/** Fewest deviations from which a spread is told. */
const DEVIATIONS_MIN = 4;
/** Ratios of a Gaussian's standard deviation to the median and to the mean of its absolute values. */
const MEDIAN_RATIO = 1.4826022185056018;
const MEAN_RATIO = 1.2533141373155003;

/**
 * Size of deviations as a standard deviation: their median absolute value, or the mean where more than half are zero,
 * as with rare events (Iglewicz and Hoaglin 1993, "How to detect and handle outliers", section 3.3.2). In the unit of
 * the deviations; null for fewer than four.
 */
export function spreadOf(deviations: readonly number[]): number | null {
  if (deviations.length < DEVIATIONS_MIN) return null;
  const sizes = deviations.map(Math.abs);
  const middle = median(sizes) ?? 0;
  if (middle > 0) return MEDIAN_RATIO * middle;
  return MEAN_RATIO * (sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
}
