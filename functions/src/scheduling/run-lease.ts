import type { DocumentReference } from 'firebase-admin/firestore';
import { notFound } from '../contracts/errors.ts';
import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { batchCollection, type CollectionReference, runCollection } from '../firestore/collections.ts';
import type { Database } from '../firestore/database.ts';
import { type JobDocument, jobReference, readJob } from './job-document.ts';
import { type Lease, leaseExpiry, refuseWhileHeld } from './lease.ts';
import { runLog } from './run-log.ts';

/** A worker's right to do a run. */
export interface RunLease extends Lease<ForecastRun> {
  readonly jobRef: DocumentReference;
}

/** A run claimed: its lease, the run as it was found, and the job as it stands now (null: deleted). */
export interface ClaimedRun {
  readonly lease: RunLease;
  readonly run: ForecastRun;
  readonly job: JobDocument | null;
}

/** A run that was split into batches already: nobody claims it, its batches are claimed. */
export interface PlannedRun {
  readonly planned: ForecastRun;
}

export interface ClaimInput {
  readonly db: Database;
  readonly task: RunForecastJobTask;
  readonly workerId: string;
  readonly now: Date;
}

/**
 * Claims a run that is pending, or running with an expired lease, in one transaction: two reads and one write.
 *
 * Answers `already-finished` or `gone` (deleted) where there is nothing to do, and throws `aborted` with reason
 * RUN_LEASE_HELD while another worker is at it.
 */
export async function claimRun({
  db,
  task,
  workerId,
  now,
}: ClaimInput): Promise<ClaimedRun | PlannedRun | 'already-finished' | 'gone'> {
  const { runRef, jobRef } = runReferences(db, task);
  return db.transaction(async (transaction) => {
    const run = (await transaction.get(runRef)).data();
    if (run === undefined) return 'gone';
    if (isFinished(run)) return 'already-finished';
    if (run.progress !== null) return { planned: run };
    refuseWhileHeld(run, now, { name: `run ${task.runId}`, ids: { runId: task.runId } });
    const job = readJob(await transaction.get(jobRef));
    const expiresAt = leaseExpiry(now);
    const lease = { ref: runRef, jobRef, owner: workerId, attempt: run.attempt + 1, expiresAt };
    transaction.update(runRef, {
      state: 'running',
      attempt: lease.attempt,
      startedAt: now,
      leaseOwner: workerId,
      leaseExpiresAt: lease.expiresAt,
      log: runLog(task).filter,
    });
    return { lease, run, job };
  });
}

/** Whether nothing more becomes of a run. */
export const isFinished = ({ state }: Pick<ForecastRun, 'state'>): boolean =>
  state === 'completed' || state === 'failed' || state === 'skipped';

/** Where a run and its job live. */
export interface RunReferences {
  readonly runRef: DocumentReference<ForecastRun>;
  readonly jobRef: DocumentReference;
}

/** Where the run of a task and its job live; not-found for an id that no document can have. */
export function runReferences(db: Database, { orgId, jobId, runId }: RunForecastJobTask): RunReferences {
  const jobRef = jobReference({ orgId, db }, jobId);
  if (runId.includes('/')) throw notFound('forecast run', runId);
  return { jobRef, runRef: runCollection(db.firestore, orgId, jobId).doc(runId) };
}

/** The batches of a run. */
export function batchesOf(runRef: DocumentReference<ForecastRun>): CollectionReference<ForecastBatch> {
  const jobRef = runRef.parent.parent;
  const orgId = jobRef?.parent.parent?.id;
  if (jobRef === null || orgId === undefined) throw new Error(`${runRef.path} is not a run of a job`);
  return batchCollection(runRef.firestore, orgId, jobRef.id, runRef.id);
}
