import type { DocumentSnapshot, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import { runCollection } from '../firestore/collections.ts';
import { isFirestoreError } from '../firestore/status.ts';
import { systemContext } from '../operator/rbac/system-context.ts';
import { latestRunUntil, nextRunAfter, type Schedule } from './cron.ts';
import { readJob } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { isObserved } from './plan-status.ts';
import { reconcileJob } from './reconcile-job.ts';
import { statusMessage } from './status-message.ts';
import type { DispatchInput } from './sweep.ts';

const sweeper = 'dispatchDueJobs';

/** Enqueues the run that is due of one job and moves its next run on; answers whether there was one. */
export async function dispatchJob(input: DispatchInput, found: QueryDocumentSnapshot): Promise<boolean> {
  const orgId = organizationOfJob(found.ref.path);
  const snapshot = await observed(input, orgId, found);
  const job = readJob(snapshot);
  const due = job?.status?.nextRunAt ?? null;
  if (job === null || job.status === null || due === null || due > input.now) return false;
  const { spec } = readSpec(job.spec);
  if (spec === null) throw new Error(`${found.ref.path} is scheduled by a spec that does not parse`);
  const scheduledFor = latestMissed(spec, due, input.now);
  const runId = runIdAt(scheduledFor);
  await createRun(input, { orgId, jobId: job.jobId, runId }, due, scheduledFor);
  await input.tasks.enqueueRun({ orgId, jobId: job.jobId, runId });
  await advance(input, snapshot, job.status, spec);
  return true;
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

/** Of the instants from `due` to now the latest: one forecast made now serves them all. */
function latestMissed(schedule: Schedule, due: Date, now: Date): Date {
  const latest = latestRunUntil(schedule, now);
  return latest !== null && latest > due ? latest : due;
}

interface RunName {
  readonly orgId: string;
  readonly jobId: string;
  readonly runId: string;
}

async function createRun(
  { db, now }: DispatchInput,
  { orgId, jobId, runId }: RunName,
  due: Date,
  scheduledFor: Date,
): Promise<void> {
  const ref = runCollection(db.firestore, orgId, jobId).doc(runId);
  const missed = scheduledFor > due ? `; stands for every run missed since ${due.toISOString()}` : '';
  const message = `waiting for a worker${missed}`;
  const run = pendingRun({
    trigger: 'schedule',
    scheduledFor,
    message,
    requestedBy: `system:${sweeper}`,
    now,
  });
  try {
    await db.commit((writer) => writer.create(ref, run));
  } catch (error) {
    // An earlier sweep, or another one at this moment, created it.
    if (!isFirestoreError(error, 'alreadyExists')) throw error;
  }
}

/** Moves the next run on unless the document changed since it was read: then another sweep or an edit did. */
async function advance(
  { db, now }: DispatchInput,
  snapshot: DocumentSnapshot,
  status: ForecastJobStatus,
  schedule: Schedule,
): Promise<void> {
  const nextRunAt = nextRunAfter(schedule, now);
  const message = statusMessage({ ...status, nextRunAt }, schedule.timeZone);
  const changes = { 'status.nextRunAt': nextRunAt, 'status.message': message };
  try {
    await db.commit((writer) =>
      writer.update(snapshot.ref, changes, snapshot.updateTime && { lastUpdateTime: snapshot.updateTime }),
    );
  } catch (error) {
    if (!isFirestoreError(error, 'failedPrecondition')) throw error;
  }
}

function organizationOfJob(path: string): string {
  const [root, orgId, collection, , ...more] = path.split('/');
  if (root !== 'organizations' || orgId === undefined || collection !== 'forecast_jobs' || more.length > 0) {
    throw new Error(`${path} is not a forecast job of an organization`);
  }
  return orgId;
}
