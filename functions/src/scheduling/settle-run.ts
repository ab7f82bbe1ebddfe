import { meterNow } from './cost-since.ts';
import { finishBatches } from './finish-batches.ts';
import type { FinishedRun } from './finish-run.ts';
import type { BatchesCall } from './hand-out-batches.ts';
import { openBatches } from './open-batches.ts';
import { isUnderWay } from './under-way.ts';
import { updateProgress } from './update-progress.ts';

/** What `settleRun` reads before it knows whether anything is left. */
export const settlingReads = 2;

/**
 * After a batch was written down as done: ends the run where none is left, else tells how far it is. Two batches that are
 * the last at the same time both find none left, and one of them ends the run. Called again it changes nothing.
 */
export async function settleRun(call: BatchesCall): Promise<FinishedRun | 'fanned-out' | 'run-over'> {
  const {
    ctx: { db },
    refs: { runRef },
  } = call;
  const snapshot = await db.get(runRef);
  const run = snapshot.data();
  if (run === undefined) return 'gone';
  if (!isUnderWay(run)) return 'run-over';
  const left = await db.query(openBatches(runRef).select().limit(1));
  if (left.length === 0) return finishBatches(call, run, meterNow(db.meter));
  await updateProgress(call, snapshot, run);
  return 'fanned-out';
}
