import type { ChartPoint } from './series-chart.ts';

/** A series as it is drawn: runs of points that are joined, and the spans without data between them. */
export interface Runs {
  readonly runs: readonly (readonly ChartPoint[])[];
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

/** Cuts a series (oldest first) wherever two points are farther apart than `gapMs`; null cuts nowhere. */
export function splitAtGaps(points: readonly ChartPoint[], gapMs: number | null): Runs {
  const runs: ChartPoint[][] = [];
  const gaps: { from: number; to: number }[] = [];
  let before: ChartPoint | undefined;
  for (const point of points) {
    const isFar = before !== undefined && gapMs !== null && point.at - before.at > gapMs;
    if (before !== undefined && isFar) gaps.push({ from: before.at, to: point.at });
    if (before === undefined || isFar) runs.push([]);
    runs.at(-1)?.push(point);
    before = point;
  }
  return { runs, gaps };
}
