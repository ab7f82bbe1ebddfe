import { anomalyBackfillResponseSchema } from '../../../contracts/anomaly-backfill.ts';
import { listBackfills } from '../../../pipeline/anomaly/backfill/list-backfills.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { backfillExample } from './examples/anomaly-backfill.ts';

/** `GET /v1/anomaly-backfills` */
export const listAnomalyBackfillsRoute = memberRoute(['anomalies:read'], {
  method: 'get',
  path: '/v1/anomaly-backfills',
  operationId: 'listAnomalyBackfills',
  tag: 'Anomalies',
  summary: 'List backfills',
  description: 'Runs over stored history, the latest first.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of backfills.',
    schema: pageOf(anomalyBackfillResponseSchema, 'AnomalyBackfillPage'),
    example: { items: [backfillExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listBackfills({ ctx, input: query }),
});
