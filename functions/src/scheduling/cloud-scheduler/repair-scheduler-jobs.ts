import { FieldPath, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { systemContext } from '../../operator/rbac/system-context.ts';
import { readJob } from '../job-document.ts';
import type { DispatchFailure, DispatchInput } from '../sweep.ts';
import { desiredJob } from './desired-job.ts';
import { differences, nextStep } from './next-step.ts';
import { reconcileSchedulerJob, type SchedulerDeps } from './reconcile-scheduler-job.ts';
import { SchedulerError } from './scheduler-error.ts';
import type { HeldJob } from './scheduler-job.ts';
import { isOurs, schedulerJobName } from './scheduler-job-name.ts';
import { isSettled } from './scheduler-status.ts';
import { type TargetedJob, targetedJob } from './targeted-job.ts';

export interface RepairInput extends DispatchInput {
  readonly deps: SchedulerDeps;
  readonly warn?: (message: string, error: unknown) => void;
}

/** How much one repair does; what is left over is found again by the next. */
export interface RepairBounds {
  /** Cloud Scheduler holds 5,000 jobs in a region at the most. */
  readonly heldMax: number;
  readonly documentsMax: number;
  /** One after the other, half a second each: far below the 500 writes that Cloud Scheduler takes in a minute. */
  readonly repairsMax: number;
  readonly documentPageSize: number;
}

export const repairBounds: RepairBounds = {
  heldMax: 10_000,
  documentsMax: 10_000,
  repairsMax: 500,
  documentPageSize: 300,
};

export interface RepairSummary {
  readonly documents: number;
  readonly held: number;
  /** Jobs whose Cloud Scheduler job was brought in line, orphans included. */
  readonly repaired: number;
  readonly orphans: number;
  readonly failed: readonly DispatchFailure[];
  /** False when a bound was met or Cloud Scheduler had enough. */
  readonly complete: boolean;
}

/**
 * Compares every forecast job of every organization with what Cloud Scheduler holds, puts right what differs, and
 * deletes the Cloud Scheduler jobs of ours that belong to no document. Others in the project are not looked at.
 *
 * Cloud Scheduler is listed before the documents are read, so a job that is made meanwhile is never taken for an orphan.
 */
export async function repairSchedulerJobs(
  input: RepairInput,
  bounds: RepairBounds = repairBounds,
): Promise<RepairSummary> {
  const held = await listHeld(input, bounds);
  const found = await compareDocuments(input, bounds, held.jobs);
  const listed = held.complete && found.complete;
  // Where not every document was seen, nobody knows which jobs have none.
  const orphans = listed ? [...held.jobs.values()] : [];
  const failed: DispatchFailure[] = [];
  let repaired = 0;
  const work = [...found.different, ...orphans.map((job) => targetedJob(input.deps.settings.parent, job))];
  for (const target of work.slice(0, bounds.repairsMax)) {
    try {
      await repair(input, target);
      repaired += 1;
    } catch (cause) {
      failed.push({ path: target.name, cause });
      if (cause instanceof SchedulerError && cause.passes) break;
    }
  }
  return {
    documents: found.documents,
    held: held.total,
    repaired,
    orphans: orphans.length,
    failed,
    complete: listed && repaired === work.length,
  };
}

async function listHeld({ deps }: RepairInput, { heldMax }: RepairBounds) {
  const jobs = new Map<string, HeldJob>();
  let pageToken: string | null = null;
  let total = 0;
  do {
    const page = await deps.scheduler.list(pageToken);
    for (const job of page.jobs) if (isOurs(deps.settings.parent, job.name)) jobs.set(job.name, job);
    total += page.jobs.length;
    pageToken = page.nextPageToken;
  } while (pageToken !== null && total < heldMax);
  return { jobs, total: jobs.size, complete: pageToken === null };
}

/** Takes every job that has a document out of `held`: what stays has none. */
async function compareDocuments(
  { db, deps }: RepairInput,
  { documentsMax, documentPageSize }: RepairBounds,
  held: Map<string, HeldJob>,
) {
  const different: TargetedJob[] = [];
  const query = db.firestore
    .collectionGroup('forecast_jobs')
    .orderBy(FieldPath.documentId())
    .limit(documentPageSize);
  let documents = 0;
  let page = await db.query(query);
  while (page.length > 0) {
    documents += page.length;
    for (const snapshot of page) {
      const target = differing(deps, snapshot, held);
      if (target !== null) different.push(target);
    }
    const last = page.at(-1);
    if (page.length < documentPageSize || last === undefined) return { documents, different, complete: true };
    if (documents >= documentsMax) return { documents, different, complete: false };
    page = await db.query(query.startAfter(last));
  }
  return { documents, different, complete: true };
}

function differing(
  { settings }: SchedulerDeps,
  snapshot: QueryDocumentSnapshot,
  held: Map<string, HeldJob>,
): TargetedJob | null {
  const [root, orgId = '', collection, jobId = '', ...more] = snapshot.ref.path.split('/');
  if (root !== 'organizations' || collection !== 'forecast_jobs' || more.length > 0) return null;
  const job = readJob(snapshot);
  if (job === null) return null;
  const name = schedulerJobName(settings.parent, orgId, jobId);
  const holds = held.get(name) ?? null;
  held.delete(name);
  const desired = desiredJob(settings, orgId, job);
  const same =
    nextStep(desired, holds).kind === 'none' &&
    (desired === null || holds === null || differences(desired, holds).length === 0);
  return same && isSettled(job.status, desired) ? null : { name, orgId, jobId };
}

async function repair(input: RepairInput, { name, orgId, jobId }: TargetedJob): Promise<void> {
  const { db, tasks, now, deps, warn } = input;
  if (orgId === null || jobId === null) return deps.scheduler.delete(name);
  const ctx = { ...systemContext({ orgId, name: 'repairSchedulerJobs', now, db, tasks }), warn };
  const { problem } = await reconcileSchedulerJob({ ctx, input: { jobId, lookAgain: true }, deps });
  if (problem !== null) throw new SchedulerError(problem, undefined, false);
}
