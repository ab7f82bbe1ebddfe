/** A stored point; `at` in ms UTC. */
export interface ObservedPoint {
  readonly at: number;
  readonly value: number;
}

/** What was read of a series to evaluate it: points, oldest first, and the times of which all points are among them. */
export interface ObservedHistory {
  readonly points: readonly ObservedPoint[];
  /** Half-open, `[from, to)`, ms UTC; at most a few. */
  readonly covered: readonly { readonly from: number; readonly to: number }[];
}

/** Index of the first point after an instant, by bisection. */
export function firstAfter(points: readonly ObservedPoint[], instant: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether all points in `(after, through]` were read. */
export const isCovered = ({ covered }: ObservedHistory, after: number, through: number): boolean =>
  covered.some(({ from, to }) => from <= after + 1 && to > through);
