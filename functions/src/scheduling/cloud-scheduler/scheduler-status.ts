import { createHash } from 'node:crypto';
import { FieldValue } from 'firebase-admin/firestore';
import type { ForecastJobStatus } from '../../contracts/forecast-job.ts';
import { canonicalJson } from '../spec-hash.ts';
import { statusMessage } from '../status-message.ts';
import type { SchedulerError } from './scheduler-error.ts';
import type { DesiredJob } from './scheduler-job.ts';

/** SHA-256 of the job that Cloud Scheduler is to hold: tells whether it was told already. */
export const hashOf = (desired: DesiredJob | null): string =>
  createHash('sha256').update(canonicalJson(desired)).digest('hex');

/** Whether Cloud Scheduler was told of the job as it is desired now, so that there is nothing to ask it. */
export function isSettled(status: ForecastJobStatus | null, desired: DesiredJob | null): boolean {
  return status?.schedulerHash === hashOf(desired) && status.schedulerProblem === undefined;
}

/** The fields of the document that say that Cloud Scheduler holds what is desired. */
export function settledChanges(
  status: ForecastJobStatus,
  desired: DesiredJob | null,
  held: boolean,
): Record<string, unknown> {
  const told = {
    'status.schedulerJobName': held && desired !== null ? desired.name : null,
    'status.schedulerHash': hashOf(desired),
  };
  if (status.schedulerProblem === undefined) return told;
  return {
    ...told,
    'status.schedulerProblem': FieldValue.delete(),
    'status.message': statusMessage(status, desired?.fields.timeZone ?? 'UTC'),
  };
}

/** The fields that say in words what stands in the way; null when they say so already. */
export function troubleChanges(
  status: ForecastJobStatus,
  desired: DesiredJob | null,
  error: SchedulerError,
): Record<string, unknown> | null {
  const problem = troubleInWords(error);
  const base = statusMessage(status, desired?.fields.timeZone ?? 'UTC');
  const message = `${base}; ${problem}`;
  if (status.schedulerProblem === problem && status.message === message) return null;
  return { 'status.schedulerProblem': problem, 'status.message': message };
}

function troubleInWords({ message, passes }: SchedulerError): string {
  const then = passes ? 'is tried again' : 'needs somebody to mend it';
  return `${message}, which ${then}; until then the sweep starts runs, some minutes late`;
}
