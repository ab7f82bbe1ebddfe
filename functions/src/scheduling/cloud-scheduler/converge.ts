import { nextStep, type SchedulerStep } from './next-step.ts';
import { SchedulerError } from './scheduler-error.ts';
import type { DesiredJob, HeldJob, SchedulerField, SchedulerJobs } from './scheduler-job.ts';

/** Delete, create, pause, update, and as many again for what another call changed meanwhile. */
const stepsMax = 8;

/** What Cloud Scheduler holds in the end, and what was done for it. */
export interface Converged {
  readonly held: HeldJob | null;
  readonly steps: readonly SchedulerStep['kind'][];
}

/**
 * Brings what Cloud Scheduler holds under `name` to what is desired, from wherever it is. A job that appeared or went
 * meanwhile (another delivery of the same event was faster, a call that timed out had been heard) is looked at anew.
 *
 * @throws SchedulerError as Cloud Scheduler answers, or a passing one when others keep changing the job.
 */
export async function converge(
  jobs: SchedulerJobs,
  name: string,
  desired: DesiredJob | null,
): Promise<Converged> {
  const steps: SchedulerStep['kind'][] = [];
  let held = await findJob(jobs, name);
  while (steps.length < stepsMax) {
    const step = nextStep(desired, held);
    if (step.kind === 'none') return { held, steps };
    if (step.kind === 'update' && steps.at(-1) === 'update') throw keptOtherwise(step.fields);
    steps.push(step.kind);
    held = await overtakenOr(jobs, name, step.kind, () => perform(jobs, name, step, desired));
  }
  throw new SchedulerError('the Cloud Scheduler job is being changed by somebody else', 'aborted', true);
}

/** An update that succeeded and is to be made again would be so for ever: Cloud Scheduler reads a field its own way. */
const keptOtherwise = (fields: readonly SchedulerField[]): SchedulerError =>
  new SchedulerError(
    `Cloud Scheduler keeps ${fields.join(', ')} otherwise than it was told`,
    'failedPrecondition',
    false,
  );

async function findJob(jobs: SchedulerJobs, name: string): Promise<HeldJob | null> {
  try {
    return await jobs.get(name);
  } catch (error) {
    if (error instanceof SchedulerError && error.status === 'notFound') return null;
    throw error;
  }
}

async function perform(
  jobs: SchedulerJobs,
  name: string,
  step: SchedulerStep,
  desired: DesiredJob | null,
): Promise<HeldJob | null> {
  if (desired === null || step.kind === 'delete') {
    await jobs.delete(name);
    return null;
  }
  switch (step.kind) {
    case 'create':
      return jobs.create(desired);
    case 'update':
      return jobs.update(desired, step.fields);
    case 'pause':
      return jobs.pause(name);
    case 'resume':
      return jobs.resume(name);
    case 'none':
      throw new Error('nothing to perform');
  }
}

async function overtakenOr(
  jobs: SchedulerJobs,
  name: string,
  kind: SchedulerStep['kind'],
  act: () => Promise<HeldJob | null>,
): Promise<HeldJob | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof SchedulerError && isOvertaken(error, kind)) return findJob(jobs, name);
    throw error;
  }
}

/** Whether an answer says that the job is not as we last saw it. Only jobs in the fitting state are paused and resumed. */
function isOvertaken({ status }: SchedulerError, kind: SchedulerStep['kind']): boolean {
  if (status === 'failedPrecondition') return kind === 'pause' || kind === 'resume';
  return status === 'notFound' ? kind !== 'create' : status === 'alreadyExists';
}
