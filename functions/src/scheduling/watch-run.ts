import { meterNow } from './cost-since.ts';
import { RunLost } from './fenced-database.ts';
import { finishOfDeletedJob } from './finish-batches.ts';
import type { BatchesCall } from './hand-out-batches.ts';
import { lookMs } from './limits.ts';
import { type FannedOutRun, isUnderWay } from './under-way.ts';
import { keepRunAlive } from './update-progress.ts';

/**
 * Looks at run and job: answers the run where it is under way, after keeping the watchdog from it, else in words why there
 * is nothing to do. A run whose job was deleted ends here. Two reads, and seldom a write.
 */
export async function lookAtRun(call: BatchesCall): Promise<FannedOutRun | 'gone' | 'run-over'> {
  const { ctx, refs, clock } = call;
  const before = meterNow(ctx.db.meter);
  const snapshot = await ctx.db.get(refs.runRef);
  const run = snapshot.data();
  if (run === undefined) return 'gone';
  if (!isUnderWay(run)) return 'run-over';
  if (!(await ctx.db.get(refs.jobRef)).exists) {
    await finishOfDeletedJob(call, run, before);
    return 'run-over';
  }
  await keepRunAlive(ctx.db, snapshot, run, clock());
  return run;
}

/**
 * For between two series: looks at the run where the last look was a while ago, so that one that is cancelled stops its
 * batches soon. Locking the run in each write would stop them at once, and make all of them wait for each other.
 *
 * @throws {RunLost} where the run is over, or its job was deleted.
 */
export function watchRun(call: BatchesCall, lookedAt: Date): () => Promise<void> {
  let last = lookedAt;
  return async () => {
    const now = call.clock();
    if (now.getTime() - last.getTime() < lookMs) return;
    last = now;
    const seen = await lookAtRun(call);
    if (typeof seen === 'string') throw new RunLost('the run is over');
  };
}
