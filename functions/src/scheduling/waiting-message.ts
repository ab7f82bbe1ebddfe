import type { ForecastRun } from '../contracts/forecast-run.ts';
import type { JobDocument } from './job-document.ts';
import { readSpec } from './job-spec.ts';
import { isObserved } from './plan-status.ts';
import { statusMessage } from './status-message.ts';

/**
 * What a job says while a run of it waits for late data; null where it says nothing of that: it was deleted, or edited and is
 * about to be reconciled, or a later run is over already.
 */
export function waitingMessage(
  job: JobDocument | null,
  { scheduledFor }: Pick<ForecastRun, 'scheduledFor'>,
  waitsUntil: Date,
): string | null {
  const { spec } = readSpec(job?.spec);
  if (job === null || spec === null || !isObserved(job.status, job.spec)) return null;
  const { lastRun } = job.status;
  if (lastRun !== null && lastRun.scheduledFor > scheduledFor) return null;
  return statusMessage({ ...job.status, underWay: { scheduledFor, waitsUntil } }, spec.timeZone);
}
