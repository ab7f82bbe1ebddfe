import { forecastJobResponseSchema } from '../../../contracts/forecast-job.ts';
import { getForecastJob } from '../../../scheduling/get-forecast-job.ts';
import { memberRoute } from '../define-route.ts';
import { jobExample } from './examples/forecast-job.ts';
import { jobParams } from './forecast-job-params.ts';

/** `GET /v1/forecast-jobs/{jobId}` */
export const getForecastJobRoute = memberRoute(['forecast-jobs:read'], {
  method: 'get',
  path: '/v1/forecast-jobs/{jobId}',
  operationId: 'getForecastJob',
  tag: 'Forecast jobs',
  summary: 'Get a forecast job',
  description:
    'What was asked for (`spec`) and what the server found (`status`): next run, last run, problems.',
  params: jobParams,
  conditional: true,
  success: { status: 200, description: 'The job.', schema: forecastJobResponseSchema, example: jobExample },
  problems: ['FORECAST_JOB_NOT_FOUND'],
  handle: ({ ctx, params }) => getForecastJob({ ctx, input: params }),
});
