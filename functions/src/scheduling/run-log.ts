import type { RunForecastJobTask } from '../contracts/forecast-job.ts';

/** What every line of the log that belongs to a run carries, and the Logs Explorer filter that finds those lines. */
export interface RunLog {
  readonly fields: RunForecastJobTask;
  readonly filter: string;
}

/** The id of a run is its instant, which other jobs have runs at, too: so organization and job are named beside it. */
export function runLog({ orgId, jobId, runId }: RunForecastJobTask): RunLog {
  const fields = { orgId, jobId, runId };
  const filter = Object.entries(fields)
    .map(([name, value]) => `jsonPayload.${name}=${JSON.stringify(value)}`)
    .join(' ');
  return { fields, filter };
}
