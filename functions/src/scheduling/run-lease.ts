import type { DocumentReference } from 'firebase-admin/firestore';
import { DomainError, notFound } from '../contracts/errors.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { runCollection } from '../firestore/collections.ts';
import type { Database } from '../firestore/database.ts';
import { type JobDocument, jobReference, readJob } from './job-document.ts';
import { leaseMs } from './limits.ts';
import { runLog } from './run-log.ts';

/** A worker's right to do a run: good until `expiresAt`, and only while the run still names this owner and attempt. */
export interface RunLease {
  readonly runRef: DocumentReference<ForecastRun>;
  readonly jobRef: DocumentReference;
  readonly owner: string;
  /** Counted up by each claim, so that one worker that claims twice does not take its earlier self for itself. */
  readonly attempt: number;
  readonly expiresAt: Date;
}

/** A run claimed: its lease, the run as it was found, and the job as it stands now (null: deleted). */
export interface ClaimedRun {
  readonly lease: RunLease;
  readonly run: ForecastRun;
  readonly job: JobDocument | null;
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
}: ClaimInput): Promise<ClaimedRun | 'already-finished' | 'gone'> {
  const { orgId, jobId, runId } = task;
  const jobRef = jobReference({ orgId, db }, jobId);
  const runRef = runReference(db, task);
  return db.transaction(async (transaction) => {
    const run = (await transaction.get(runRef)).data();
    if (run === undefined) return 'gone';
    if (isFinished(run)) return 'already-finished';
    if (run.state === 'running' && run.leaseExpiresAt !== null && run.leaseExpiresAt > now) {
      throw leaseHeld(runId, run.leaseExpiresAt, now);
    }
    const job = readJob(await transaction.get(jobRef));
    const lease = { runRef, jobRef, owner: workerId, attempt: run.attempt + 1, expiresAt: expiry(now) };
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

/** Whether the run still belongs to this lease. An expired lease that nobody took over is still good. */
export function holdsLease(run: ForecastRun, lease: RunLease): boolean {
  return run.state === 'running' && run.leaseOwner === lease.owner && run.attempt === lease.attempt;
}

/**
 * The lease for the next stretch of work: renewed by one read and one write when less than `leftMs` of it is left, half of
 * it by default; as it is before that. Null when another worker has the run, or it is gone.
 */
export async function renewLease(
  db: Database,
  lease: RunLease,
  now: Date,
  leftMs: number = leaseMs / 2,
): Promise<RunLease | null> {
  if (lease.expiresAt.getTime() - now.getTime() >= leftMs) return lease;
  return db.transaction(async (transaction) => {
    const run = (await transaction.get(lease.runRef)).data();
    if (run === undefined || !holdsLease(run, lease)) return null;
    const expiresAt = expiry(now);
    transaction.update(lease.runRef, { leaseExpiresAt: expiresAt });
    return { ...lease, expiresAt };
  });
}

const expiry = (now: Date): Date => new Date(now.getTime() + leaseMs);

/** Whether nothing more becomes of a run. */
export const isFinished = ({ state }: ForecastRun): boolean =>
  state === 'completed' || state === 'failed' || state === 'skipped';

function runReference(
  db: Database,
  { orgId, jobId, runId }: RunForecastJobTask,
): DocumentReference<ForecastRun> {
  if (runId.includes('/')) throw notFound('forecast run', runId);
  return runCollection(db.firestore, orgId, jobId).doc(runId);
}

function leaseHeld(runId: string, expiresAt: Date, now: Date): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil((expiresAt.getTime() - now.getTime()) / 1000));
  return new DomainError(
    'aborted',
    'RUN_LEASE_HELD',
    `another worker is at the run ${runId}; try again in ${retryAfterSeconds} seconds`,
    { retryAfterSeconds, extensions: { runId } },
  );
}
