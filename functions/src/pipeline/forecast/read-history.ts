import type { Metric } from '../../contracts/metric.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPoints, type StoredPoint } from '../store/read-points.ts';

/** Steps of history that a forecast looks at; more adds reads and time, and no accuracy that we could measure. */
export const historyStepsMax = 20_000;

/** Chunk documents that one forecast reads at the most. */
const chunksMax = 400;

const monthMs = 30.5 * 86_400_000;
const aheadMs = 2 * 86_400_000;

/** The newest points of a series, as many as a forecast uses; all of them while the resolution is unknown. */
export async function readHistory(
  ctx: Ctx,
  metricId: string,
  metric: Metric,
  stepsMax = historyStepsMax,
): Promise<StoredPoint[]> {
  const to = (metric.lastPointAt ?? ctx.now).getTime() + aheadMs;
  const read = await readPoints(ctx, metricId, { from: historyStart(metric, to, stepsMax), to, chunksMax });
  return read.points.slice(-stepsMax);
}

function historyStart({ resolution, firstPointAt }: Metric, to: number, stepsMax: number): number {
  const first = firstPointAt?.getTime() ?? 0;
  if (resolution === null) return first;
  const stepMs = resolution.count * (resolution.unit === 'month' ? monthMs : 1);
  return Math.max(first, to - aheadMs - stepsMax * stepMs);
}
