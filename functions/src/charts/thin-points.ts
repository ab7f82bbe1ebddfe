import type { ChartPoint } from './series-chart.ts';

/**
 * M4: of the points in each column of pixels the first, the lowest, the highest and the last, in order of time. A line
 * through them covers the same pixels as one through all points, so that spikes stay.
 *
 * @param points oldest first.
 * @param columnOf column of an instant, never falling with time.
 *
 * Source: Jugel et al. (2014), "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10).
 */
export function thinPoints(
  points: readonly ChartPoint[],
  columnOf: (at: number) => number,
): readonly ChartPoint[] {
  const kept: ChartPoint[] = [];
  let start = 0;
  while (start < points.length) {
    const column = columnOf(at(points, start).at);
    let end = start;
    let lowest = start;
    let highest = start;
    for (; end < points.length && columnOf(at(points, end).at) === column; end += 1) {
      const { value } = at(points, end);
      if (value < at(points, lowest).value) lowest = end;
      if (value > at(points, highest).value) highest = end;
    }
    const chosen = new Set([start, lowest, highest, end - 1]);
    for (const index of [...chosen].sort((a, b) => a - b)) kept.push(at(points, index));
    start = end;
  }
  return kept;
}

function at(points: readonly ChartPoint[], index: number): ChartPoint {
  const point = points[index];
  if (point === undefined) throw new RangeError(`no point ${index} of ${points.length}`);
  return point;
}
