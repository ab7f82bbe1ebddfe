import type { ChunkSpan, Layout, Metric } from '../../contracts/metric.ts';
import type { Ctx } from '../../firestore/context.ts';
import { chunkPointsMax } from '../store/chunks.ts';
import { instanceState } from '../store/instance.ts';
import { finerSpan, isChunkOf, spanForStep } from '../store/layout.ts';
import type { PointsRead } from '../store/read-points.ts';
import { resolutionOf } from './summarise.ts';

/** Layouts after which a series whose spacing keeps changing stays as it is, until a chunk grows too full. */
const generationsMax = 8;

const monthMs = 28 * 86_400_000;

/** Lays the series out anew where its true spacing shows that the first guess was wrong, or a chunk grows too full. */
export async function fitLayout(
  ctx: Ctx,
  metricId: string,
  { layout }: Metric,
  read: PointsRead,
): Promise<void> {
  const wanted = fittingSpan(layout, read);
  if (wanted === layout.span) return;
  await instanceState(ctx.db.firestore, ctx.orgId).spine.relayout(ctx, metricId, layout, wanted);
}

function fittingSpan({ span, generation }: Layout, { pointsByChunk, instants }: PointsRead): ChunkSpan {
  const counts = [...pointsByChunk].filter(([id]) => isChunkOf(span, id)).map(([, count]) => count);
  if (Math.max(0, ...counts) > chunkPointsMax) return finerSpan(span);
  const resolution = generation < generationsMax ? resolutionOf(instants) : null;
  return resolution === null
    ? span
    : spanForStep(resolution.count * (resolution.unit === 'month' ? monthMs : 1));
}
