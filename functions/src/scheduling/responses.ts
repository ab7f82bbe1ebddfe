import type { z } from 'zod';
import type { forecastJobResponseSchema } from '../contracts/forecast-job.ts';
import type { ForecastRun, forecastRunResponseSchema } from '../contracts/forecast-run.ts';
import { withDates } from '../firestore/converter.ts';
import type { JobDocument } from './job-document.ts';

/** A job as callers see it. */
export type ForecastJobResponse = z.output<typeof forecastJobResponseSchema>;

/** A run as callers see it. */
export type ForecastRunResponse = z.output<typeof forecastRunResponseSchema>;

/** The answer for a job; its spec is shown as it was written, right or wrong. */
export function jobResponse({ spec, ...job }: JobDocument): ForecastJobResponse {
  return { ...job, spec: withDates(spec) };
}

/** The answer for a run of a job. */
export function runResponse(jobId: string, runId: string, run: ForecastRun): ForecastRunResponse {
  return { ...run, jobId, runId };
}
