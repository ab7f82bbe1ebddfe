import type { Layout } from '../../contracts/metric.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { SeriesBatch } from '../normalise/batch.ts';
import { type ChunkPart, spanThatHolds, splitIntoChunks } from './chunks.ts';
import { instanceState } from './instance.ts';
import type { EnsuredSeries } from './spine.ts';

/**
 * Stores the points of a normalised batch: one write for each chunk touched, no read of what is there.
 *
 * Idempotent and indifferent to order: a point is its instant, and the value last written counts. A series that turns
 * out denser than its layout was made for is laid out finer first, or, where the density shows only when a chunk is
 * full, on the way; chunks already written stay and are read along. New series that there is no room for are left out, and
 * answered as refused.
 */
export async function writePoints(ctx: Ctx, series: readonly SeriesBatch[]): Promise<EnsuredSeries> {
  const { spine } = instanceState(ctx.db.firestore, ctx.orgId);
  const ensured = await spine.ensure(ctx, series);
  const { entries, refused } = ensured;
  await spine.describe(ctx, series, entries);
  const parts: ChunkPart[] = [];
  for (const { metricId, points } of series) {
    if (refused.has(metricId)) continue;
    const entry = entries.get(metricId);
    if (entry === undefined) throw new Error(`the metric ${metricId} has no entry in the spine`);
    parts.push(
      ...splitIntoChunks(metricId, await fittingLayout(ctx, metricId, entry.layout, points), points),
    );
  }
  await writeAll(ctx, parts);
  return ensured;
}

async function fittingLayout(
  ctx: Ctx,
  metricId: string,
  layout: Layout,
  points: ReadonlyMap<number, number>,
): Promise<Layout> {
  const span = spanThatHolds(layout.span, points);
  if (span === layout.span) return layout;
  return instanceState(ctx.db.firestore, ctx.orgId).spine.relayout(ctx, metricId, layout, span);
}

/** Writes; each chunk that is full is split by the next finer layout and written again, down to seconds if need be. */
async function writeAll(ctx: Ctx, parts: readonly ChunkPart[]): Promise<void> {
  const { writer, spine } = instanceState(ctx.db.firestore, ctx.orgId);
  for (const { metricId, layout, bounds, points } of await writer.write(ctx.db, parts)) {
    if (layout.span === 'second')
      throw new Error(`the chunk ${bounds.id} of ${metricId} cannot be split further`);
    const finer = await spine.relayout(ctx, metricId, layout);
    await writeAll(ctx, splitIntoChunks(metricId, finer, points));
  }
}
