import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import type { RunCost } from '../contracts/forecast-run.ts';
import type { Ctx } from '../firestore/context.ts';
import { addCosts } from './cost-since.ts';
import { enqueuedAtOnce, handOutsMax, pendingMs } from './limits.ts';
import type { RunReferences } from './run-lease.ts';
import { batchesOwner, type FannedOutRun, isUnderWay } from './under-way.ts';

/** What concerns a run in batches as a whole. */
export interface BatchesCall {
  readonly ctx: Ctx;
  readonly input: RunForecastJobTask;
  readonly refs: RunReferences;
  readonly clock: () => Date;
}

/**
 * Enqueues a task for each of some batches, and leaves the lease of the run to them. The tasks go first: whoever dies here
 * leaves a lease that nobody owns, and the next delivery of the run's task hands them out again, which is harmless. One
 * read, one write.
 *
 * @param spent what it cost to find them, for the run.
 */
export async function handOutBatches(
  { ctx, input, refs: { runRef }, clock }: BatchesCall,
  batchIds: readonly string[],
  spent: RunCost,
): Promise<void> {
  const { orgId, jobId, runId } = input;
  for (let from = 0; from < batchIds.length; from += enqueuedAtOnce) {
    const some = batchIds.slice(from, from + enqueuedAtOnce);
    await Promise.all(some.map((batchId) => ctx.tasks.enqueueBatch({ orgId, jobId, runId, batchId })));
  }
  const own = addCosts(spent, { documentReads: 1, documentWrites: 1 });
  await ctx.db.transaction(async (transaction) => {
    const run = (await transaction.get(runRef)).data();
    if (run === undefined || !isUnderWay(run)) return;
    const cost = run.cost === null ? own : addCosts(run.cost, own);
    const leaseExpiresAt = new Date(clock().getTime() + patienceMs(run, cost));
    transaction.update(runRef, { leaseOwner: batchesOwner, leaseExpiresAt, cost });
  });
}

/**
 * How long to wait for a sign of life: the longer, the more often tasks were handed out, so that a queue that is long does
 * not get longer by it.
 */
function patienceMs({ progress }: FannedOutRun, { tasks = 0 }: RunCost): number {
  const times = Math.ceil((tasks - 1) / progress.batches);
  return pendingMs * Math.min(handOutsMax, Math.max(1, times));
}
