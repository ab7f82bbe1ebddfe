import type { Observation } from '../types.ts';
import type { MeasureKind, SiblingSeries } from './types.ts';
import type { WindowPlan } from './windows.ts';

/**
 * The levels of a series in the window that lies `shiftMs` before that of the anomaly (index 0) and in the windows of
 * the same length before it (index i: the i-th), in the unit of the series; null where there is none.
 *
 * A gauge's level is the mean of its points. Amounts add up; so do the increases of a counter, where a fall is a reset
 * and counts as an increase from zero (the convention of Prometheus' `increase`). Of these an empty window amounts to 0
 * if the series had begun by then and has reported since; otherwise nothing is known of it.
 */
export function levelsAt(
  series: SiblingSeries,
  kind: MeasureKind,
  { endAt, lengthMs, before }: WindowPlan,
  shiftMs: number,
): (number | null)[] {
  const to = endAt - shiftMs;
  const inside = series.points.filter(({ at }) => at >= to - (before + 1) * lengthMs && at < to);
  const points = kind === 'counter' ? increasesOf(inside) : inside;
  const sums = new Array<number>(before + 1).fill(0);
  const counts = new Array<number>(before + 1).fill(0);
  for (const { at, value } of points) {
    const index = Math.min(before, Math.ceil((to - at) / lengthMs) - 1);
    sums[index] += value;
    counts[index] += 1;
  }
  return sums.map((sum, index) => {
    const count = counts[index];
    if (kind === 'gauge') return count === 0 ? null : sum / count;
    return count > 0 || isKnownEmpty(series, to - (index + 1) * lengthMs, to - index * lengthMs) ? sum : null;
  });
}

const isKnownEmpty = ({ firstAt, lastAt }: SiblingSeries, from: number, to: number): boolean =>
  firstAt !== null && lastAt !== null && firstAt < from && lastAt >= to;

function increasesOf(points: readonly Observation[]): Observation[] {
  return points.slice(1).map(({ at, value }, index) => {
    const rise = value - points[index].value;
    return { at, value: rise < 0 ? value : rise };
  });
}
