import { outcomeQuerySchema, seriesOutcomeResponseSchema } from '../../../contracts/forecast-run.ts';
import { listRunOutcomes } from '../../../scheduling/list-run-outcomes.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { outcomesExample } from './examples/forecast-job.ts';
import { runParams } from './forecast-job-params.ts';

const { outcome, reason, metricId } = outcomeQuerySchema.shape;

/** `GET /v1/forecast-jobs/{jobId}/runs/{runId}/outcomes` */
export const listRunOutcomesRoute = memberRoute(['forecast-jobs:read'], {
  method: 'get',
  path: '/v1/forecast-jobs/{jobId}/runs/{runId}/outcomes',
  operationId: 'listRunOutcomes',
  tag: 'Forecast jobs',
  summary: 'List what came of each series of a run',
  description:
    'All outcomes of a run, of as many series as it has; of a run that goes on, those that are there. Filters that are given must all hold. A page may hold fewer than were asked for, and none, where more follow: the last one is that without nextPageToken.',
  params: runParams,
  query: listQuery({
    outcome,
    reason: reason.meta({ description: 'only series of which this is the matter' }),
    metricId,
  }),
  success: {
    status: 200,
    description: 'A page of outcomes.',
    schema: pageOf(seriesOutcomeResponseSchema, 'SeriesOutcomePage'),
    example: { items: outcomesExample, nextPageToken: null },
  },
  problems: ['FORECAST_RUN_NOT_FOUND', 'PAGE_TOKEN_INVALID'],
  handle: ({ ctx, params, query }) => listRunOutcomes({ ctx, input: { ...params, ...query } }),
});
