/** Makes the median absolute deviation of normal numbers their standard deviation. */
const madToSd = 1.4826;

/**
 * Robust standard deviation of what a series does not repeat: of its differences over `lag` rows, by their median
 * absolute deviation, divided by √2 as both ends are noisy. Where most differences are equal their mean absolute
 * deviation stands in; a series that never differs has 1.
 *
 * @param {readonly number[]} values
 * @param {number} lag in rows
 */
export function robustNoise(values, lag) {
  const differences = values.slice(lag).map((value, index) => value - (values[index] ?? 0));
  const centre = median(differences);
  const distances = differences.map((difference) => Math.abs(difference - centre));
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  return (madToSd * median(distances) || 1.2533 * mean || Math.SQRT2) / Math.SQRT2;
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = Float64Array.from(numbers).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
