import type { StoredPoint } from '../store/read-points.ts';

/** Values for steps, and how many of them no point stands for. */
export interface AlignedValues {
  /** Undefined where nothing is known, at the step or before. */
  readonly values: readonly (number | undefined)[];
  /** Steps without a point of their own that the last one before stands for, beyond what its spacing explains. */
  readonly filled: number;
}

/**
 * What a regressor was during each step of another series: the mean of its points within the step, from the instant of
 * the step to the next (of the last one, to `end`); without one, its last point before, as a daily price holds for each hour of the day. `instants`
 * ascend, `points` too; steps before the first point have no value.
 */
export function alignValues(
  points: readonly StoredPoint[],
  instants: readonly number[],
  end: number,
): AlignedValues {
  const spacing = usualSpacing(points);
  const values: (number | undefined)[] = [];
  let filled = 0;
  let next = 0;
  for (const [step, start] of instants.entries()) {
    const stop = instants[step + 1] ?? end;
    while (next < points.length && pointAt(points, next).at < start) next += 1;
    let [sum, count, within] = [0, 0, next];
    while (within < points.length && pointAt(points, within).at < stop) {
      sum += pointAt(points, within).value;
      count += 1;
      within += 1;
    }
    const before = points[next - 1];
    if (count > 0) values.push(sum / count);
    else {
      values.push(before?.value);
      if (before === undefined || start - before.at >= spacing) filled += 1;
    }
  }
  return { values, filled };
}

/** Median distance of neighbours. */
function usualSpacing(points: readonly StoredPoint[]): number {
  const gaps = points.slice(1).map(({ at }, index) => at - pointAt(points, index).at);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
}

function pointAt(points: readonly StoredPoint[], index: number): StoredPoint {
  return points[index] ?? { at: Number.POSITIVE_INFINITY, value: 0 };
}
