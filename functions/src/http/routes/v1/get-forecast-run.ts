import { forecastRunResponseSchema } from '../../../contracts/forecast-run.ts';
import { getForecastRun } from '../../../scheduling/get-forecast-run.ts';
import { memberRoute } from '../define-route.ts';
import { runExample } from './examples/forecast-job.ts';
import { runParams } from './forecast-job-params.ts';

/** `GET /v1/forecast-jobs/{jobId}/runs/{runId}` */
export const getForecastRunRoute = memberRoute(['forecast-jobs:read'], {
  method: 'get',
  path: '/v1/forecast-jobs/{jobId}/runs/{runId}',
  operationId: 'getForecastRun',
  tag: 'Forecast jobs',
  summary: 'Get a run',
  description: 'How far a run is, and what came of each series.',
  params: runParams,
  conditional: true,
  success: { status: 200, description: 'The run.', schema: forecastRunResponseSchema, example: runExample },
  problems: ['FORECAST_RUN_NOT_FOUND'],
  handle: ({ ctx, params }) => getForecastRun({ ctx, input: params }),
});
