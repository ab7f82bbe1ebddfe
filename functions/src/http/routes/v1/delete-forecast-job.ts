import { deleteForecastJob } from '../../../scheduling/delete-forecast-job.ts';
import { memberRoute } from '../define-route.ts';
import { jobParams } from './forecast-job-params.ts';

/** `DELETE /v1/forecast-jobs/{jobId}` */
export const deleteForecastJobRoute = memberRoute(['forecast-jobs:write'], {
  method: 'delete',
  audit: 'forecast-job.delete',
  path: '/v1/forecast-jobs/{jobId}',
  operationId: 'deleteForecastJob',
  tag: 'Forecast jobs',
  summary: 'Delete a forecast job',
  description: 'Deletes the job and the history of its runs. Its forecasts stay.',
  params: jobParams,
  conditional: true,
  success: { status: 204, description: 'The job is gone.' },
  problems: ['FORECAST_JOB_NOT_FOUND'],
  handle: ({ ctx, params, precondition }) => deleteForecastJob({ ctx, input: { ...params, precondition } }),
});
