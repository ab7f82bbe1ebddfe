import { dispatchJob } from './dispatch-job.ts';
import { recoverRun } from './recover-run.ts';
import { type DispatchFailure, type DispatchInput, sweepPages } from './sweep.ts';

/** What a sweep found and did. The caller logs `failed`; each is tried again by the next sweep. */
export interface DispatchSummary {
  readonly due: number;
  readonly enqueued: number;
  readonly recovered: number;
  readonly failed: readonly DispatchFailure[];
}

/**
 * One sweep over the jobs of all organizations: enqueues a run for each job that is due, and hands out again each run
 * whose worker or task was lost. Costs two reads when there is nothing to do.
 *
 * For each job it first creates the run, then enqueues its task, then moves `status.nextRunAt` on. Creating and
 * enqueuing twice change nothing, so a sweep that dies after any step is made good by the next one, and two sweeps at
 * once do no harm. Instants that were missed while no sweep ran collapse into the latest of them.
 */
export async function dispatchDueJobs(input: DispatchInput): Promise<DispatchSummary> {
  const { firestore } = input.db;
  const dueJobs = firestore
    .collectionGroup('forecast_jobs')
    .where('status.nextRunAt', '<=', input.dueBy ?? input.now)
    .orderBy('status.nextRunAt');
  const jobs = await sweepPages(input.db, dueJobs, (job) => dispatchJob(input, job));
  const expiredRuns = firestore
    .collectionGroup('runs')
    .where('leaseExpiresAt', '<=', input.now)
    .orderBy('leaseExpiresAt');
  const runs = await sweepPages(input.db, expiredRuns, (run) => recoverRun(input, run));
  return {
    due: jobs.found,
    enqueued: jobs.done,
    recovered: runs.done,
    failed: [...jobs.failed, ...runs.failed],
  };
}
