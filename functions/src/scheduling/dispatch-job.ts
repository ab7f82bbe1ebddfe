import type { DocumentSnapshot, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { isFirestoreError } from '../firestore/status.ts';
import { isDisabled } from '../operator/rbac/is-disabled.ts';
import { systemContext } from '../operator/rbac/system-context.ts';
import { createScheduledRun } from './create-scheduled-run.ts';
import { type JobDocument, organizationOfJob, readJob } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { lastRunOf } from './last-run.ts';
import { runIdAt } from './pending-run.ts';
import { isObserved } from './plan-status.ts';
import { planDispatch } from './planner/plan-dispatch.ts';
import { startAt } from './planner/start-at.ts';
import { dueAtOf, movedDueAt } from './planner/turns.ts';
import { reconcileJob } from './reconcile-job.ts';
import { isFinished } from './run-lease.ts';
import { statusMessage, type Told } from './status-message.ts';
import type { DispatchInput } from './sweep.ts';

/**
 * Hands out the runs that are due of one job and moves its next run on; answers whether a worker got any. The write that moves it
 * on says the rest, too: that a run is on its way, or that one ended here, since it is not made up for.
 *
 * An instant that comes while the organization is disabled gets no run and is not made up for: the job only moves on, so that
 * it keeps no other from its turn, and needs nobody when the organization is enabled again.
 */
export async function dispatchJob(input: DispatchInput, found: QueryDocumentSnapshot): Promise<boolean> {
  const orgId = organizationOfJob(found.ref.path);
  const snapshot = await observed(input, orgId, found);
  const job = readJob(snapshot);
  const due = job?.status?.nextRunAt ?? null;
  if (job === null || job.status === null || due === null || due > input.now) return false;
  const { spec } = readSpec(job.spec);
  if (spec === null) throw new Error(`${found.ref.path} is scheduled by a spec that does not parse`);
  const { jobId } = job;
  const { runs: planned, nextRunAt } = planDispatch({ schedule: spec, due, now: input.now });
  const asleep = await (input.disabled?.has(orgId) ?? isDisabled(input.db, orgId));
  const runs = asleep ? [] : planned;
  const handedOut = runs.filter(({ state }) => state === 'pending');
  const made: ForecastRun[] = [];
  for (const run of runs) made.push(await createScheduledRun(input, { ...job, orgId }, run));
  for (const { scheduledFor } of handedOut) {
    const notBefore = startAt({ orgId, jobId, scheduledFor, now: input.now });
    await input.tasks.enqueueRun({ orgId, jobId, runId: runIdAt(scheduledFor) }, { notBefore });
  }
  const dueAt = await nextDueAt(input, orgId, job.status, nextRunAt);
  const lastRun = lastEnded(job, made) ?? job.status.lastRun;
  const now = made.findLast((run) => !isFinished(run));
  const told = { ...job.status, nextRunAt, dueAt, lastRun, ...(now && { underWay: now }) };
  await advance(input, snapshot, told, spec.timeZone);
  return handedOut.length > 0;
}

/** The job with a status that belongs to its spec: a spec edited a moment ago may not have met the trigger yet. */
async function observed(
  { db, tasks, now, calledBy }: DispatchInput,
  orgId: string,
  found: QueryDocumentSnapshot,
): Promise<DocumentSnapshot> {
  const job = readJob(found);
  if (job === null || isObserved(job.status, job.spec)) return found;
  const ctx = systemContext({ orgId, name: calledBy ?? 'sweep', now, db, tasks });
  await reconcileJob({ ctx, input: { jobId: job.jobId } });
  return db.get(found.ref);
}

/** When the sweep is to take the job next: in its turn among the jobs of its organization, counted where turns are given. */
async function nextDueAt(
  { turns }: DispatchInput,
  orgId: string,
  status: ForecastJobStatus,
  nextRunAt: Date | null,
): Promise<Date | null> {
  if (nextRunAt === null || turns === undefined) return movedDueAt(status, nextRunAt);
  return dueAtOf(nextRunAt, await turns.next(orgId, nextRunAt));
}

/** What the status says of the last of the runs that ended without a worker; null where it says nothing of them. */
function lastEnded(job: JobDocument, runs: readonly ForecastRun[]): ForecastJobStatus['lastRun'] {
  const last = runs.findLast(isFinished);
  return last === undefined ? null : lastRunOf(job, runIdAt(last.scheduledFor), last);
}

/** Moves the next run on unless the document changed since it was read: then another sweep or an edit did. */
async function advance(
  { db }: DispatchInput,
  snapshot: DocumentSnapshot,
  status: Told & Pick<ForecastJobStatus, 'dueAt' | 'lastRun'>,
  timeZone: string,
): Promise<void> {
  const { nextRunAt, dueAt, lastRun } = status;
  const changes = {
    'status.nextRunAt': nextRunAt,
    'status.dueAt': dueAt,
    'status.lastRun': lastRun,
    'status.message': statusMessage(status, timeZone),
  };
  try {
    await db.commit((writer) =>
      writer.update(snapshot.ref, changes, snapshot.updateTime && { lastUpdateTime: snapshot.updateTime }),
    );
  } catch (error) {
    if (!isFirestoreError(error, 'failedPrecondition', 'notFound')) throw error;
  }
}
