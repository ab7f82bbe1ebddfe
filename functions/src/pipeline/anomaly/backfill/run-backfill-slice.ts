import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { AnomalyBackfill, BackfillTask } from '../../../contracts/anomaly-backfill.ts';
import { notFound } from '../../../contracts/errors.ts';
import { detectorVersion } from '../../../detection/index.ts';
import { backfillProgressDocument, collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { isFirestoreError } from '../../../firestore/status.ts';
import { isDisabled } from '../../../operator/rbac/is-disabled.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import { afterFailure } from './after-failure.ts';
import { doSlice, type SliceDone } from './do-slice.ts';
import { type SliceLimits, sliceLimits } from './limits.ts';
import { messageOf } from './message.ts';

export interface BackfillSliceCall {
  readonly ctx: Ctx;
  readonly input: BackfillTask;
  readonly limits?: SliceLimits;
}

/**
 * What a delivery led to: the slice was done and another follows or not, another delivery was quicker, the slice had been
 * done before, or there is nothing to do any more.
 */
export type BackfillSliceResult = 'continued' | 'ended' | 'overtaken' | 'repeated' | 'over' | 'gone';

/**
 * Does one slice of a backfill and queues the next. May be called any number of times for the same slice: what it writes
 * has deterministic ids, and the backfill moves on last, and only if nobody moved it meanwhile. A delivery that comes
 * after its slice queues the one that is due, in case its predecessor died between moving on and queueing.
 *
 * Throws what went wrong with a series, to be delivered again; after `attemptsMax` attempts the backfill tells the problem
 * and goes on with the next series.
 */
export async function runBackfillSlice({
  ctx,
  input,
  limits = sliceLimits,
}: BackfillSliceCall): Promise<BackfillSliceResult> {
  requirePermission(ctx, 'anomalies:write');
  if (input.orgId !== ctx.orgId) throw notFound('anomaly backfill', input.backfillId);
  const backfills = collection(ctx.db.firestore, ctx.orgId, 'anomaly_backfills');
  const snapshot = await ctx.db.get(backfills.doc(input.backfillId));
  const backfill = snapshot.data();
  if (backfill === undefined) return 'gone';
  if (backfill.finishedAt !== null) return 'over';
  if (backfill.slices !== input.slice) {
    await ctx.tasks.enqueueBackfill({ ...input, slice: backfill.slices });
    return 'repeated';
  }
  const slice = await sliceOf(ctx, input.backfillId, backfill, limits);
  if (!(await moveOn(ctx, snapshot, slice))) return 'overtaken';
  if (slice.thrown !== undefined) throw slice.thrown;
  if (slice.backfill.finishedAt !== null) return 'ended';
  await ctx.tasks.enqueueBackfill({ ...input, slice: slice.backfill.slices });
  return 'continued';
}

/** The backfill after the slice; `thrown` where the slice is to be delivered again. */
type Slice = Pick<SliceDone, 'backfill' | 'progress'> & { readonly thrown?: unknown };

async function sliceOf(
  ctx: Ctx,
  backfillId: string,
  backfill: AnomalyBackfill,
  limits: SliceLimits,
): Promise<Slice> {
  if (backfill.detectorVersion !== detectorVersion) {
    const message = `the detector is now ${detectorVersion}, and was ${backfill.detectorVersion}: start another backfill`;
    return { backfill: { ...backfill, state: 'failed', message, finishedAt: ctx.now }, progress: null };
  }
  if (await isDisabled(ctx.db, ctx.orgId)) {
    const message = 'the organization was disabled: start another backfill once it is enabled';
    return { backfill: { ...backfill, state: 'failed', message, finishedAt: ctx.now }, progress: null };
  }
  const before = backfill.current === null ? undefined : await progressOf(ctx, backfillId);
  const done = await doSlice(ctx, backfill, before ?? null, limits);
  if (done.failure !== undefined) return afterFailure(ctx.now, backfill, done, done.failure);
  const message = messageOf(done.backfill);
  const moved = { ...done.backfill, message, slices: backfill.slices + 1, failures: 0 };
  return { backfill: moved, progress: done.progress };
}

const progressOf = async (ctx: Ctx, backfillId: string) =>
  (await ctx.db.get(backfillProgressDocument(ctx.db.firestore, ctx.orgId, backfillId))).data();

/** Writes the backfill and its progress, unless another delivery wrote the backfill since it was read. */
async function moveOn(
  ctx: Ctx,
  { ref, updateTime }: DocumentSnapshot<AnomalyBackfill>,
  { backfill, progress }: Slice,
): Promise<boolean> {
  const progressRef = backfillProgressDocument(ctx.db.firestore, ctx.orgId, ref.id);
  const unmoved = updateTime === undefined ? {} : { lastUpdateTime: updateTime };
  try {
    await ctx.db.commit((writer) => {
      writer.update(ref, { ...backfill, updatedAt: ctx.now }, unmoved);
      if (progress !== null) writer.set(progressRef, progress);
      else if (backfill.finishedAt !== null) writer.delete(progressRef);
    });
    return true;
  } catch (error) {
    if (isFirestoreError(error, 'failedPrecondition')) return false;
    throw error;
  }
}
