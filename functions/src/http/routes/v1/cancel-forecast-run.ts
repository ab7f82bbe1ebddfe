import { forecastRunResponseSchema } from '../../../contracts/forecast-run.ts';
import { cancelForecastRun } from '../../../scheduling/cancel-forecast-run.ts';
import { memberRoute } from '../define-route.ts';
import { runExample } from './examples/forecast-job.ts';
import { runParams } from './forecast-job-params.ts';

const cancelledAt = new Date('2026-11-21T05:00:30Z');
const cancelledBy = 'user:Zk3qX1b2c3d4e5f6';

/** `POST /v1/forecast-jobs/{jobId}/runs/{runId}/cancel` */
export const cancelForecastRunRoute = memberRoute(['forecast-jobs:write'], {
  method: 'post',
  audit: 'forecast-job.cancel-run',
  path: '/v1/forecast-jobs/{jobId}/runs/{runId}/cancel',
  operationId: 'cancelForecastRun',
  tag: 'Forecast jobs',
  summary: 'Cancel a run',
  description:
    'Ends a run that waits or is under way as `skipped`. A worker that is at it stops within minutes; forecasts that it made before stay. Cancelling again changes nothing. Takes no body.',
  params: runParams,
  success: {
    status: 200,
    description: 'The run as it now is.',
    schema: forecastRunResponseSchema,
    example: {
      ...runExample,
      state: 'skipped',
      message: `cancelled by ${cancelledBy}`,
      cancelledAt,
      cancelledBy,
      finishedAt: cancelledAt,
      expireAt: new Date('2027-02-19T05:00:30Z'),
    },
  },
  problems: ['FORECAST_RUN_NOT_FOUND', 'RUN_FINISHED'],
  handle: ({ ctx, params }) => cancelForecastRun({ ctx, input: params }),
});
