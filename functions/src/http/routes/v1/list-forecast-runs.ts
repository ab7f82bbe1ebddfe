import { forecastRunQuerySchema, forecastRunResponseSchema } from '../../../contracts/forecast-run.ts';
import { listForecastRuns } from '../../../scheduling/list-forecast-runs.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { runExample } from './examples/forecast-job.ts';
import { jobParams } from './forecast-job-params.ts';

const { state, trigger, from, to } = forecastRunQuerySchema.shape;

/** `GET /v1/forecast-jobs/{jobId}/runs` */
export const listForecastRunsRoute = memberRoute(['forecast-jobs:read'], {
  method: 'get',
  path: '/v1/forecast-jobs/{jobId}/runs',
  operationId: 'listForecastRuns',
  tag: 'Forecast jobs',
  summary: 'List the runs of a forecast job',
  description:
    'The history of a job, the latest scheduled instant first: state, attempts, outcome of each series. Filters that are given must all hold.',
  params: jobParams,
  query: listQuery({
    state,
    trigger,
    from: from.meta({ description: 'only runs scheduled for this instant or later' }),
    to: to.meta({ description: 'only runs scheduled for before this instant' }),
  }),
  success: {
    status: 200,
    description: 'A page of runs.',
    schema: pageOf(forecastRunResponseSchema, 'ForecastRunPage'),
    example: { items: [runExample], nextPageToken: null },
  },
  problems: ['FORECAST_JOB_NOT_FOUND', 'PAGE_TOKEN_INVALID'],
  handle: ({ ctx, params, query }) => listForecastRuns({ ctx, input: { ...params, ...query } }),
});
