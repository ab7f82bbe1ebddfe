import type { ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import type { JobDocument } from './job-document.ts';

type LastRun = NonNullable<ForecastJobStatus['lastRun']>;

/**
 * What a job's status says of a run that is over; null where it says nothing: a later run is over already, or the job has
 * no status yet, which its trigger will give it.
 */
export function lastRunOf(
  job: JobDocument | null,
  runId: string,
  {
    state,
    scheduledFor,
    finishedAt,
    message,
  }: Pick<ForecastRun, 'state' | 'scheduledFor' | 'finishedAt' | 'message'>,
): LastRun | null {
  const status = job?.status ?? null;
  if (status === null) return null;
  if (status.lastRun !== null && status.lastRun.scheduledFor > scheduledFor) return null;
  return { runId, state, scheduledFor, finishedAt, message };
}
