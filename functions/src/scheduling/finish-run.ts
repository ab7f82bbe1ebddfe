import type { DocumentData, UpdateData } from 'firebase-admin/firestore';
import type { ForecastRun, RunCost } from '../contracts/forecast-run.ts';
import { isKeyPattern } from '../contracts/key-pattern.ts';
import type { Ctx } from '../firestore/context.ts';
import type { Database } from '../firestore/database.ts';
import { applyJobCheck } from '../pipeline/alert/apply-job-check.ts';
import type { JobSubject } from '../pipeline/alert/job-watchers.ts';
import { countSeries } from './count-series.ts';
import type { Postponed } from './freshness.ts';
import { type JobAfterRun, jobAfterRun } from './job-after-run.ts';
import { type JobDocument, readJob } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { holdsLease } from './lease.ts';
import { attemptsMax, pendingMs } from './limits.ts';
import { runExpiry } from './run-expiry.ts';
import type { RunLease, RunReferences } from './run-lease.ts';
import type { RunReport } from './run-report.ts';
import { waitingMessage } from './waiting-message.ts';

export interface FinishInput extends RunReferences {
  /** At the instant at which the run ended. */
  readonly ctx: Ctx;
  /** Whether the run, as it stands now, is still the caller's to end. */
  readonly isOurs: (run: ForecastRun) => boolean;
  readonly report: RunReport;
  /** The spec that the run was done by, to tell whether what it found is about the spec of now. */
  readonly spec: unknown;
  readonly startedAt: Date;
  /** What the run cost, by what it says itself, the reads that were made by then, and so many writes of its end. */
  readonly cost: (endWrites: number, run: ForecastRun) => RunCost;
}

/** How a run ended for this worker: finished by it, taken over by another, or deleted meanwhile. */
export type FinishedRun = RunReport['state'] | 'superseded' | 'gone';

/**
 * Writes down the end of a run and tells its job, in one transaction that looks whether the run is still this worker's:
 * one that comes back late overwrites nothing. Two reads, two writes; where it failed, or was completed after failures, one
 * read more or one for each rule that watches the job, and up to one and two for each alert that there is or is to be.
 */
export async function finishRun(input: FinishInput): Promise<FinishedRun> {
  const { ctx, runRef, jobRef, report, spec } = input;
  return ctx.db.transaction(async (transaction) => {
    const run = (await transaction.get(runRef)).data();
    const job = readJob(await transaction.get(jobRef));
    if (run === undefined) return 'gone';
    if (!input.isOurs(run)) return 'superseded';
    const ended = { runId: runRef.id, scheduledFor: run.scheduledFor, report, spec, now: ctx.now };
    const after = job === null ? null : jobAfterRun(job, ended);
    const check = after?.check ?? null;
    const alertWrites =
      job === null || check === null ? 0 : await applyJobCheck(ctx, transaction, subjectOf(job), check);
    const writes = (after === null ? 1 : 2) + alertWrites;
    transaction.update(runRef, { ...changesOfRun(input, run, writes) });
    if (after !== null) transaction.update(jobRef, changesOfJob(after));
    return report.state;
  });
}

function changesOfRun(
  { ctx: { now }, report, spec, startedAt, cost }: FinishInput,
  run: ForecastRun,
  writes: number,
) {
  return {
    state: report.state,
    message: report.message,
    outcomes: [...report.outcomes],
    counts: report.counts ?? countSeries(report.outcomes),
    ...(report.progress && { progress: report.progress }),
    finishedAt: now,
    leaseOwner: null,
    leaseExpiresAt: null,
    expireAt: runExpiry(spec, now),
    durationMs: now.getTime() - startedAt.getTime(),
    cost: cost(writes, run),
  };
}

/** What a job's status becomes, field by field, so that what somebody else writes of it meanwhile stays. */
const changesOfJob = ({ changes }: JobAfterRun): UpdateData<DocumentData> =>
  Object.fromEntries(Object.entries(changes).map(([field, value]) => [`status.${field}`, value]));

/** The alert of a job, as its spec of now wants it. */
function subjectOf({ jobId, spec: raw }: JobDocument): JobSubject {
  const { spec } = readSpec(raw);
  const selector = spec?.selector;
  const byKey = selector !== undefined && 'metric' in selector ? selector : null;
  return {
    jobId,
    name: spec?.name ?? jobId,
    metricId: selector !== undefined && 'metricId' in selector ? selector.metricId : null,
    metricKey: byKey === null || isKeyPattern(byKey.metric) ? null : byKey.metric,
    labels: byKey?.labels ?? {},
    severity: spec?.onFailure?.severity ?? 'error',
    alertAfter: spec?.onFailure?.alertAfter ?? null,
  };
}

/**
 * Gives a run back until `until`, when the sweep hands it out again; answers whether it was still this worker's. The first
 * time the job says that it waits, which is a read and a write more.
 */
export async function postponeRun(
  db: Database,
  lease: RunLease,
  { message, until, deadline }: Postponed,
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const run = (await transaction.get(lease.ref)).data();
    if (run === undefined || !holdsLease(run, lease)) return false;
    const told =
      run.waits > 0 ? null : waitingMessage(readJob(await transaction.get(lease.jobRef)), run, deadline);
    if (told !== null) transaction.update(lease.jobRef, { 'status.message': told });
    const waits = run.waits + 1;
    const changes = { state: 'pending', message, waits, leaseOwner: null, leaseExpiresAt: until } as const;
    transaction.update(lease.ref, changes);
    return true;
  });
}

/** Gives a run back for another attempt, unless it is another worker's already. */
export async function releaseRun(db: Database, lease: RunLease, reason: string, now: Date): Promise<void> {
  await db.transaction(async (transaction) => {
    const run = (await transaction.get(lease.ref)).data();
    if (run === undefined || !holdsLease(run, lease)) return;
    transaction.update(lease.ref, {
      state: 'pending',
      message: `attempt ${lease.attempt - run.waits} of ${attemptsMax} did not end well: ${reason}`,
      leaseOwner: null,
      leaseExpiresAt: new Date(now.getTime() + pendingMs),
    });
  });
}
