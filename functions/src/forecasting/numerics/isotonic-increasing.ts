/**
 * Isotonic regression: the non-decreasing sequence nearest to `x` in least squares, same length, by pooling adjacent
 * violators. Used so that uncertainty never shrinks with the horizon.
 * Source: Ayer et al. (1955), "An empirical distribution function for sampling with incomplete information".
 */
export function isotonicIncreasing(x: readonly number[]): number[] {
  const blocks: { sum: number; count: number }[] = [];
  for (const value of x) {
    blocks.push({ sum: value, count: 1 });
    while (blocks.length > 1) {
      const upper = blocks[blocks.length - 1];
      const lower = blocks[blocks.length - 2];
      if (lower.sum / lower.count <= upper.sum / upper.count) break;
      blocks.splice(-2, 2, { sum: lower.sum + upper.sum, count: lower.count + upper.count });
    }
  }
  return blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
}
