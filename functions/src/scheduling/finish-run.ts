import type { DocumentData, UpdateData } from 'firebase-admin/firestore';
import type { ForecastRun } from '../contracts/forecast-job.ts';
import type { Database } from '../firestore/database.ts';
import { type JobDocument, readJob } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { lastRunOf } from './last-run.ts';
import { attemptsMax, pendingMs } from './limits.ts';
import { isObserved } from './plan-status.ts';
import { holdsLease, type RunLease } from './run-lease.ts';
import { type RunReport, refreshedStatus } from './run-report.ts';
import { specHash } from './spec-hash.ts';

export interface FinishInput {
  readonly db: Database;
  readonly lease: RunLease;
  readonly report: RunReport;
  /** The spec that the run was done by, to tell whether what it found is about the spec of now. */
  readonly spec: unknown;
  readonly startedAt: Date;
  readonly now: Date;
  /** The meter when the run began. */
  readonly before: { readonly reads: number; readonly writes: number };
}

/** How a run ended for this worker: finished by it, taken over by another, or deleted meanwhile. */
export type FinishedRun = RunReport['state'] | 'superseded' | 'gone';

/**
 * Writes down the end of a run and tells its job, in one transaction that looks whether the run is still this worker's:
 * one that comes back late overwrites nothing. Two reads, two writes.
 */
export async function finishRun(input: FinishInput): Promise<FinishedRun> {
  const { db, lease, report } = input;
  return db.transaction(async (transaction) => {
    const run = (await transaction.get(lease.runRef)).data();
    const job = readJob(await transaction.get(lease.jobRef));
    if (run === undefined) return 'gone';
    if (!holdsLease(run, lease)) return 'superseded';
    const statusChanges = job === null ? null : changesOfJob(job, run, input);
    const writes = statusChanges === null ? 1 : 2;
    transaction.update(lease.runRef, { ...changesOfRun(input, writes) });
    if (statusChanges !== null) transaction.update(lease.jobRef, statusChanges);
    return report.state;
  });
}

function changesOfRun({ db, report, startedAt, now, before }: FinishInput, writes: number) {
  return {
    state: report.state,
    message: report.message,
    outcomes: [...report.outcomes],
    finishedAt: now,
    leaseOwner: null,
    leaseExpiresAt: null,
    durationMs: now.getTime() - startedAt.getTime(),
    cost: {
      documentReads: db.meter.reads - before.reads,
      documentWrites: db.meter.writes - before.writes + writes,
      ...report.spending,
    },
  };
}

/** A job without a status has not met its trigger yet, which will give it one; a run makes none up. */
function changesOfJob(
  job: JobDocument,
  run: ForecastRun,
  input: FinishInput,
): UpdateData<DocumentData> | null {
  const { status } = job;
  if (status === null) return null;
  const { report, lease, now } = input;
  const { state, message } = report;
  const ended = { scheduledFor: run.scheduledFor, finishedAt: now, state, message };
  const lastRun = lastRunOf(job, lease.runRef.id, ended);
  if (lastRun === null) return null;
  return { 'status.lastRun': lastRun, ...newlyFound(job, input) };
}

function newlyFound(job: JobDocument, { report, spec }: FinishInput): UpdateData<DocumentData> {
  const { status } = job;
  const read = readSpec(job.spec).spec;
  const same = specHash(job.spec) === specHash(spec) && isObserved(status, job.spec);
  if (report.selection === null || status === null || read === null || !same) return {};
  const { problems, seriesSelected, message } = refreshedStatus(status, report.selection, read.timeZone);
  return { 'status.problems': problems, 'status.seriesSelected': seriesSelected, 'status.message': message };
}

/** Gives a run back for another attempt, unless it is another worker's already. */
export async function releaseRun(db: Database, lease: RunLease, reason: string, now: Date): Promise<void> {
  await db.transaction(async (transaction) => {
    const run = (await transaction.get(lease.runRef)).data();
    if (run === undefined || !holdsLease(run, lease)) return;
    transaction.update(lease.runRef, {
      state: 'pending',
      message: `attempt ${lease.attempt} of ${attemptsMax} did not end well: ${reason}`,
      leaseOwner: null,
      leaseExpiresAt: new Date(now.getTime() + pendingMs),
    });
  });
}
