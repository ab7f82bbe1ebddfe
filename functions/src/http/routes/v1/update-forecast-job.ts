import {
  forecastJobResponseSchema,
  updateForecastJobRequestSchema,
} from '../../../contracts/forecast-job.ts';
import { updateForecastJob } from '../../../scheduling/update-forecast-job.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { jobExample } from './examples/forecast-job.ts';
import { jobParams } from './forecast-job-params.ts';

/** `PATCH /v1/forecast-jobs/{jobId}` */
export const updateForecastJobRoute = memberRoute(['forecast-jobs:write'], {
  method: 'patch',
  audit: 'forecast-job.update',
  path: '/v1/forecast-jobs/{jobId}',
  operationId: 'updateForecastJob',
  tag: 'Forecast jobs',
  summary: 'Change a forecast job',
  description:
    'A JSON merge patch (RFC 7396) on the spec: fields that are given are replaced whole, others stay.',
  params: jobParams,
  conditional: true,
  body: mergePatchBody(updateForecastJobRequestSchema, {
    pause: { summary: 'Pause', value: { paused: true } },
    schedule: { summary: 'Another schedule', value: { schedule: '0 6 * * 1-5', timeZone: 'Europe/Vienna' } },
  }),
  success: {
    status: 200,
    description: 'The job as it now is.',
    schema: forecastJobResponseSchema,
    example: jobExample,
  },
  problems: ['FORECAST_JOB_NOT_FOUND'],
  handle: ({ ctx, params: { jobId }, body, precondition }) =>
    updateForecastJob({ ctx, input: { jobId, patch: body, precondition } }),
});
