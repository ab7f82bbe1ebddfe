/** Values in any kind of array. */
export type Sample = readonly number[] | Float64Array;

/** Arithmetic mean of `x`; 0 for an empty array. */
export function mean(x: Sample): number {
  let sum = 0;
  for (const value of x) sum += value;
  return x.length === 0 ? 0 : sum / x.length;
}

/** Mean of the squares of `x` (not centred); 0 for an empty array. */
export function meanSquare(x: readonly number[]): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return x.length === 0 ? 0 : sum / x.length;
}

/** Population variance of `x` (divisor *n*), two passes; 0 for fewer than two values. */
export function variance(x: readonly number[]): number {
  const centre = mean(x);
  return meanSquare(x.map((value) => value - centre));
}

/**
 * Sample quantile by linear interpolation of the order statistics, equivalent to R's `quantile(type = 7)`.
 * `probability` in [0, 1]; an empty array gives NaN.
 */
export function quantile(x: Sample, probability: number): number {
  if (x.length === 0) return Number.NaN;
  return quantileOfSorted(Float64Array.from(x).sort(), probability);
}

/** The same of values in ascending order, one at least. */
export function quantileOfSorted(sorted: Sample, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** Sample median; NaN for an empty array. */
export function median(x: Sample): number {
  return quantile(x, 0.5);
}
