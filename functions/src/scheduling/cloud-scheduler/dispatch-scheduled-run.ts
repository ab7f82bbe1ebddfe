import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { DomainError, notFound } from '../../contracts/errors.ts';
import { dispatchJob } from '../dispatch-job.ts';
import { jobReference } from '../job-document.ts';
import type { DispatchInput } from '../sweep.ts';
import { schedulerJobName } from './scheduler-job-name.ts';

export interface ScheduledRun {
  readonly orgId: string;
  readonly jobId: string;
  /** To the minute. */
  readonly scheduledFor: Date;
  /** The Cloud Scheduler job that calls, as its header says: its full name, or the last part of it. */
  readonly calledBy: string | undefined;
}

/**
 * What Cloud Scheduler's call for one instant of one job leads to: the very step that a sweep takes for a job that is
 * due. The run has the same id, `nextRunAt` moves on, and whoever comes second (another delivery, a sweep) finds nothing
 * due. So the document decides when a job runs, and Cloud Scheduler only when somebody looks: an instant that the
 * schedule does not have, of a paused job or of an earlier spec, starts nothing.
 *
 * Where Cloud Scheduler's clock is ahead of ours, its instant counts as having come. Answers whether a run was handed out.
 *
 * @throws DomainError `permission-denied` when another Cloud Scheduler job than that of the forecast job calls,
 * `not-found` when there is no such forecast job.
 */
export async function dispatchScheduledRun(input: DispatchInput, run: ScheduledRun): Promise<boolean> {
  const { orgId, jobId, scheduledFor } = run;
  const ownName = schedulerJobName('', orgId, jobId).split('/').at(-1);
  if (run.calledBy?.split('/').at(-1) !== ownName) {
    throw new DomainError(
      'permission-denied',
      'SCHEDULER_JOB_FOREIGN',
      'this Cloud Scheduler job is not the one of the forecast job that it names',
    );
  }
  const snapshot = await input.db.get(jobReference({ orgId, db: input.db }, jobId));
  if (!snapshot.exists) throw notFound('forecast job', jobId);
  const now = new Date(Math.max(input.now.getTime(), scheduledFor.getTime()));
  return dispatchJob({ ...input, now, calledBy: 'cloud-scheduler' }, snapshot as QueryDocumentSnapshot);
}
