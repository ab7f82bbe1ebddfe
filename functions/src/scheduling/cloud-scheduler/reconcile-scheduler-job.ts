import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { type JobDocument, jobReference, readJob } from '../job-document.ts';
import { isObserved } from '../plan-status.ts';
import { reconcileJob } from '../reconcile-job.ts';
import { converge } from './converge.ts';
import { desiredJob } from './desired-job.ts';
import type { SchedulerStep } from './next-step.ts';
import { SchedulerError } from './scheduler-error.ts';
import type { DesiredJob, SchedulerJobs } from './scheduler-job.ts';
import { schedulerJobName } from './scheduler-job-name.ts';
import { hashOf, isSettled, settledChanges, troubleChanges } from './scheduler-status.ts';
import type { SchedulerSettings } from './settings.ts';

export interface SchedulerDeps {
  readonly scheduler: SchedulerJobs;
  readonly settings: SchedulerSettings;
}

export interface ReconcileSchedulerJobCall {
  readonly ctx: Ctx;
  readonly input: {
    readonly jobId: string;
    /** Asks Cloud Scheduler also where the status says that it was told already. */
    readonly lookAgain?: boolean;
  };
  readonly deps: SchedulerDeps;
}

/** What was done with Cloud Scheduler; `problem` says in words what could not be. */
export interface SchedulerOutcome {
  readonly steps: readonly SchedulerStep['kind'][];
  readonly problem: string | null;
}

/** Times that a spec may change while Cloud Scheduler is being told of it, before the event is left to come again. */
const roundsMax = 3;

/**
 * Brings the status of a forecast job and its Cloud Scheduler job in line with its spec; with a job that is deleted, the
 * Cloud Scheduler job goes. Works from the document as it stands, whatever the event said, so that events may come twice
 * and in any order. Costs two reads and asks Cloud Scheduler nothing when it was told already.
 *
 * What Cloud Scheduler refuses is told in `status.message` and `status.schedulerProblem`. A refusal that may pass is
 * thrown as well, for the event to be delivered again.
 */
export async function reconcileSchedulerJob(call: ReconcileSchedulerJobCall): Promise<SchedulerOutcome> {
  const { ctx, input, deps } = call;
  requirePermission(ctx, 'forecast-jobs:write');
  const ref = jobReference(ctx, input.jobId);
  const name = schedulerJobName(deps.settings.parent, ctx.orgId, input.jobId);
  const steps: SchedulerStep['kind'][] = [];
  for (let round = 0; round < roundsMax; round += 1) {
    await reconcileJob({ ctx, input });
    const job = readJob(await ctx.db.get(ref));
    const desired = job === null ? null : desiredJob(deps.settings, ctx.orgId, job);
    const known = job !== null && isSettled(job.status, desired);
    if (known && (input.lookAgain !== true || round > 0)) return { steps, problem: null };
    try {
      const converged = await converge(deps.scheduler, name, desired);
      steps.push(...converged.steps);
      if (await settle(call, job, desired, converged.held !== null)) return { steps, problem: null };
    } catch (error) {
      if (!(error instanceof SchedulerError)) throw error;
      await tellTrouble(call, desired, error);
      if (error.passes) throw error;
      return { steps, problem: error.message };
    }
  }
  throw new SchedulerError('the spec changes faster than Cloud Scheduler is told', 'aborted', true);
}

/** Writes down that Cloud Scheduler was told; false when the document is another by now, and it must be told again. */
async function settle(
  { ctx, deps }: ReconcileSchedulerJobCall,
  before: JobDocument | null,
  desired: DesiredJob | null,
  held: boolean,
): Promise<boolean> {
  // A job that is created again meanwhile has an event of its own.
  if (before === null) return true;
  return ctx.db.transaction(async (transaction) => {
    const ref = jobReference(ctx, before.jobId);
    const job = readJob(await transaction.get(ref));
    if (job === null || !isObserved(job.status, job.spec)) return false;
    if (hashOf(desiredJob(deps.settings, ctx.orgId, job)) !== hashOf(desired)) return false;
    const { schedulerJobName: toldName } = job.status;
    if (isSettled(job.status, desired) && (toldName !== null) === held) return true;
    transaction.update(ref, settledChanges(job.status, desired, held));
    return true;
  });
}

async function tellTrouble(
  { ctx, input }: ReconcileSchedulerJobCall,
  desired: DesiredJob | null,
  error: SchedulerError,
): Promise<void> {
  const warn = ctx.warn ?? console.warn;
  warn(
    `the Cloud Scheduler job of forecast job ${input.jobId} is not as it should be: ${error.message}`,
    error,
  );
  const ref = jobReference(ctx, input.jobId);
  await ctx.db.transaction(async (transaction) => {
    const job = readJob(await transaction.get(ref));
    if (job?.status == null) return;
    const changes = troubleChanges(job.status, desired, error);
    if (changes !== null) transaction.update(ref, changes);
  });
}
