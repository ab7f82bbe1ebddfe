import { Timestamp } from 'firebase-admin/firestore';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { costSince, type Metered } from './cost-since.ts';
import { finishBatches, finishOfDeletedJob } from './finish-batches.ts';
import type { FinishedRun } from './finish-run.ts';
import { type BatchesCall, handOutBatches } from './hand-out-batches.ts';
import { openBatches } from './open-batches.ts';
import { runReferences } from './run-lease.ts';
import { batchesOwner, isUnderWay } from './under-way.ts';

/**
 * What a delivery of the task of a run that was split already comes to. While its batches are handed out and were heard of
 * in time, nothing. Else the batches that nobody is at are handed out again, and where none is left the run ends.
 *
 * It takes no attempt of the run: those of the batches bound the work. A read for each batch that is not done, and two
 * reads and one write besides.
 */
export async function superviseRun(
  call: Omit<BatchesCall, 'refs'> & { readonly before: Metered },
  run: ForecastRun,
): Promise<FinishedRun | 'fanned-out'> {
  const { ctx, input, clock, before } = call;
  const now = clock();
  if (!isUnderWay(run)) throw new Error(`the run ${input.runId} has no batches under way`);
  if (run.leaseOwner === batchesOwner && run.leaseExpiresAt !== null && run.leaseExpiresAt > now) {
    return 'fanned-out';
  }
  const refs = runReferences(ctx.db, input);
  const whole = { ctx, input, refs, clock };
  if (!(await ctx.db.get(refs.jobRef)).exists) return finishOfDeletedJob(whole, run, before);
  const open = await ctx.db.query(openBatches(refs.runRef).select('leaseExpiresAt'));
  if (open.length === 0) return finishBatches(whole, run, before);
  const idle = open.filter((batch) => {
    const until: unknown = batch.get('leaseExpiresAt');
    return !(until instanceof Timestamp) || until.toDate() <= now;
  });
  const spent = { ...costSince(ctx.db.meter, before), tasks: idle.length };
  await handOutBatches(
    whole,
    idle.map(({ id }) => id),
    spent,
  );
  return 'fanned-out';
}
