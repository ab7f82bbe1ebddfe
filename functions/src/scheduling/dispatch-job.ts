import type { DocumentSnapshot, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import { runCollection } from '../firestore/collections.ts';
import { isFirestoreError } from '../firestore/status.ts';
import { systemContext } from '../operator/rbac/system-context.ts';
import { type JobDocument, organizationOfJob, readJob } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { isObserved } from './plan-status.ts';
import { describePlannedRun } from './planner/describe-planned-run.ts';
import { type PlannedRun, planDispatch } from './planner/plan-dispatch.ts';
import { shardOf } from './planner/shard-of.ts';
import { startAt } from './planner/start-at.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runExpiry } from './run-expiry.ts';
import { statusMessage } from './status-message.ts';
import type { DispatchInput } from './sweep.ts';

const sweeper = 'dispatchDueJobs';

/** Hands out the runs that are due of one job and moves its next run on; answers whether a worker got any. */
export async function dispatchJob(input: DispatchInput, found: QueryDocumentSnapshot): Promise<boolean> {
  const orgId = organizationOfJob(found.ref.path);
  const snapshot = await observed(input, orgId, found);
  const job = readJob(snapshot);
  const due = job?.status?.nextRunAt ?? null;
  if (job === null || job.status === null || due === null || due > input.now) return false;
  const { spec } = readSpec(job.spec);
  if (spec === null) throw new Error(`${found.ref.path} is scheduled by a spec that does not parse`);
  const { jobId } = job;
  const { runs, nextRunAt } = planDispatch({ schedule: spec, due, now: input.now });
  const handedOut = runs.filter(({ state }) => state === 'pending');
  for (const run of runs) await createRun(input, { ...job, orgId }, run);
  for (const { scheduledFor } of handedOut) {
    const notBefore = startAt({ orgId, jobId, scheduledFor, now: input.now });
    await input.tasks.enqueueRun({ orgId, jobId, runId: runIdAt(scheduledFor) }, { notBefore });
  }
  await advance(input, snapshot, { status: job.status, nextRunAt, timeZone: spec.timeZone });
  return handedOut.length > 0;
}

/** The job with a status that belongs to its spec: a spec edited a moment ago may not have met the trigger yet. */
async function observed(
  { db, tasks, now }: DispatchInput,
  orgId: string,
  found: QueryDocumentSnapshot,
): Promise<DocumentSnapshot> {
  const job = readJob(found);
  if (job === null || isObserved(job.status, job.spec)) return found;
  const ctx = systemContext({ orgId, name: sweeper, now, db, tasks });
  await reconcileJob({ ctx, input: { jobId: job.jobId } });
  return db.get(found.ref);
}

async function createRun(
  { db, now }: DispatchInput,
  { orgId, jobId, spec }: JobDocument & { readonly orgId: string },
  planned: PlannedRun,
): Promise<void> {
  const { scheduledFor, state } = planned;
  const ref = runCollection(db.firestore, orgId, jobId).doc(runIdAt(scheduledFor));
  const message = describePlannedRun(planned);
  const requestedBy = `system:${sweeper}`;
  const pending = pendingRun({ trigger: 'schedule', scheduledFor, message, requestedBy, now });
  const finished =
    state === 'skipped'
      ? { state, finishedAt: now, leaseExpiresAt: null, expireAt: runExpiry(spec, now) }
      : {};
  const run = { ...pending, ...finished, shard: shardOf(orgId, jobId) };
  try {
    await db.commit((writer) => writer.create(ref, run));
  } catch (error) {
    // An earlier sweep, or another one at this moment, created it.
    if (!isFirestoreError(error, 'alreadyExists')) throw error;
  }
}

interface Advance {
  readonly status: ForecastJobStatus;
  readonly nextRunAt: Date | null;
  readonly timeZone: string;
}

/** Moves the next run on unless the document changed since it was read: then another sweep or an edit did. */
async function advance(
  { db }: DispatchInput,
  snapshot: DocumentSnapshot,
  { status, nextRunAt, timeZone }: Advance,
): Promise<void> {
  const message = statusMessage({ ...status, nextRunAt }, timeZone);
  const changes = { 'status.nextRunAt': nextRunAt, 'status.message': message };
  try {
    await db.commit((writer) =>
      writer.update(snapshot.ref, changes, snapshot.updateTime && { lastUpdateTime: snapshot.updateTime }),
    );
  } catch (error) {
    if (!isFirestoreError(error, 'failedPrecondition')) throw error;
  }
}
