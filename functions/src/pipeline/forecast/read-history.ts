import type { NamedResolution } from '../../contracts/forecast-resolution.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPoints, type StoredPoint } from '../store/read-points.ts';

/** Steps of history that a forecast looks at; more adds reads and time, and no accuracy that we could measure. */
export const historyStepsMax = 20_000;

/** Points of which a coarser resolution is made; as many as some seventy documents hold. */
export const historyPointsMax = 100_000;

/** Chunk documents that one forecast reads at the most. */
const chunksMax = 400;

const monthMs = 30.5 * 86_400_000;
const aheadMs = 2 * 86_400_000;

/**
 * The newest points of a series, as many as a forecast uses; all of them while the resolution is unknown. For `wanted`, a
 * coarser resolution than the series has, more of them: as many as its steps need, within `historyPointsMax`, or within
 * the `share` of a series that is forecast with others.
 */
export async function readHistory(
  ctx: Ctx,
  metricId: string,
  metric: Metric,
  wanted?: NamedResolution,
  share = historyPointsMax,
): Promise<StoredPoint[]> {
  const to = (metric.lastPointAt ?? ctx.now).getTime() + aheadMs;
  const { resolution, firstPointAt } = metric;
  const first = firstPointAt?.getTime() ?? 0;
  const needed = resolution === null ? historyStepsMax : pointsFor(resolution, wanted);
  const pointsMax = Math.min(share, needed);
  const from =
    resolution === null ? first : Math.max(first, to - aheadMs - pointsMax * stepLength(resolution));
  const read = await readPoints(ctx, metricId, { from, to, chunksMax });
  return read.points.slice(-pointsMax);
}

function pointsFor(own: NamedResolution, wanted: NamedResolution = own): number {
  const ratio = Math.max(1, stepLength(wanted) / stepLength(own));
  return Math.round(Math.min(historyPointsMax, historyStepsMax * ratio));
}

function stepLength({ unit, count }: NamedResolution): number {
  return count * (unit === 'month' ? monthMs : 1);
}
