import type { ForecastRun } from '../contracts/forecast-run.ts';
import { runCollection } from '../firestore/collections.ts';
import { isFirestoreError } from '../firestore/status.ts';
import type { JobDocument } from './job-document.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { describePlannedRun } from './planner/describe-planned-run.ts';
import type { PlannedRun } from './planner/plan-dispatch.ts';
import { shardOf } from './planner/shard-of.ts';
import { runExpiry } from './run-expiry.ts';
import type { DispatchInput } from './sweep.ts';

/**
 * Creates the run of a scheduled instant, for a worker or as skipped, and answers it as it stands: an earlier sweep, or another
 * one at this moment, may have created it. One write, and a read where it was there.
 */
export async function createScheduledRun(
  { db, now, calledBy = 'sweep' }: Pick<DispatchInput, 'db' | 'now' | 'calledBy'>,
  { orgId, jobId, spec }: JobDocument & { readonly orgId: string },
  planned: PlannedRun,
): Promise<ForecastRun> {
  const { scheduledFor, state } = planned;
  const ref = runCollection(db.firestore, orgId, jobId).doc(runIdAt(scheduledFor));
  const message = describePlannedRun(planned);
  const pending = pendingRun({
    trigger: 'schedule',
    scheduledFor,
    message,
    requestedBy: `system:${calledBy}`,
    now,
  });
  const finished =
    state === 'skipped'
      ? { state, finishedAt: now, leaseExpiresAt: null, expireAt: runExpiry(spec, now) }
      : {};
  const run = { ...pending, ...finished, shard: shardOf(orgId, jobId) };
  try {
    await db.commit((writer) => writer.create(ref, run));
    return run;
  } catch (error) {
    if (!isFirestoreError(error, 'alreadyExists')) throw error;
    return (await db.get(ref)).data() ?? run;
  }
}
