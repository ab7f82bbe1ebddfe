import { forecastRunResponseSchema } from '../../../contracts/forecast-run.ts';
import { runForecastJobNow } from '../../../scheduling/run-forecast-job-now.ts';
import { memberRoute } from '../define-route.ts';
import { runExample } from './examples/forecast-job.ts';
import { jobParams } from './forecast-job-params.ts';

/** `POST /v1/forecast-jobs/{jobId}/runs` */
export const runForecastJobRoute = memberRoute(['forecast-jobs:write'], {
  method: 'post',
  audit: 'forecast-job.run',
  path: '/v1/forecast-jobs/{jobId}/runs',
  operationId: 'runForecastJob',
  cost: 5,
  tag: 'Forecast jobs',
  summary: 'Run a forecast job now',
  description:
    'Starts a run beside the schedule, paused or not, and answers at once. Follow it at the address in `Location`. Takes no body.',
  params: jobParams,
  success: {
    status: 202,
    description: 'The run is queued.',
    schema: forecastRunResponseSchema,
    example: runExample,
    location: ({ jobId, runId }) => `/v1/forecast-jobs/${jobId}/runs/${runId}`,
  },
  problems: ['FORECAST_JOB_NOT_FOUND', 'FORECAST_JOB_INVALID'],
  handle: ({ ctx, params: { jobId }, idempotencyKey }) =>
    runForecastJobNow({ ctx, input: { jobId, idempotencyKey } }),
});
