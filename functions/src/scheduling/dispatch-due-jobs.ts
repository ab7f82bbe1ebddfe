import { DisabledOrganizations } from '../operator/rbac/is-disabled.ts';
import { dispatchJob } from './dispatch-job.ts';
import { dispatchLimits, migrateLimits } from './limits.ts';
import { migrateJob } from './migrate-job.ts';
import { recoverRun } from './recover-run.ts';
import { type DispatchFailure, type DispatchInput, type SweepLimits, sweepPages } from './sweep.ts';
import { sweepQueries } from './sweep-queries.ts';
import { TurnCounter } from './turn-counter.ts';

/** What a sweep found and did. The caller logs `failed`; each is tried again by the next sweep. */
export interface DispatchSummary {
  readonly due: number;
  readonly enqueued: number;
  readonly recovered: number;
  /** Jobs of an earlier version that were given a shard. */
  readonly migrated: number;
  /** Whether the sweep stopped at its limit: what is left is the next one's, oldest first. */
  readonly full: boolean;
  readonly failed: readonly DispatchFailure[];
}

/**
 * One sweep over the jobs of all organizations: enqueues the runs of each job that is due, oldest first, and hands out
 * again each run whose worker or task was lost. Costs three reads when there is nothing to do.
 *
 * Each query asks for all shards of its index at once, and Firestore merges them in order, which is fair between
 * organizations (`dueAtOf`). What more than the limit is
 * due waits for the next sweep (back-pressure): it stays due, and no later instant goes before it.
 *
 * For each job it first creates the runs, then enqueues their tasks, then moves `status.nextRunAt` on. Creating and
 * enqueuing twice change nothing, so a sweep that dies after any step is made good by the next one, and two sweeps at
 * once do no harm. What becomes of instants that were missed is `planDispatch`'s to say.
 */
export async function dispatchDueJobs(input: DispatchInput): Promise<DispatchSummary> {
  const { db, now, dueBy = now, limits = dispatchLimits } = input;
  const queries = sweepQueries(db.firestore, { now, dueBy });
  const old = await sweepPages(db, queries.jobsOfBefore, least(limits, migrateLimits), (job) =>
    migrateJob(input, job),
  );
  const turns = new TurnCounter(db);
  const disabled = new DisabledOrganizations(db);
  const jobs = await sweepPages(db, queries.dueJobs, limits, (job) =>
    dispatchJob({ ...input, turns, disabled }, job),
  );
  const runs = await sweepPages(db, queries.expiredRuns, limits, (run) => recoverRun(input, run));
  return {
    due: jobs.found,
    enqueued: jobs.done,
    recovered: runs.done,
    migrated: old.done,
    full: old.full || jobs.full || runs.full,
    failed: [...old.failed, ...jobs.failed, ...runs.failed],
  };
}

const least = (a: SweepLimits, b: SweepLimits): SweepLimits => ({
  atOnce: Math.min(a.atOnce, b.atOnce),
  perSweep: Math.min(a.perSweep, b.perSweep),
});
