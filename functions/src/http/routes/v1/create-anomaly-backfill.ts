import {
  anomalyBackfillResponseSchema,
  createBackfillRequestSchema,
} from '../../../contracts/anomaly-backfill.ts';
import { startBackfill } from '../../../pipeline/anomaly/backfill/start-backfill.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { backfillExample } from './examples/anomaly-backfill.ts';
import { exampleIds } from './examples/ids.ts';

/** `POST /v1/anomaly-backfills` */
export const createAnomalyBackfillRoute = memberRoute(['anomalies:write', 'metrics:read'], {
  method: 'post',
  audit: 'anomaly-backfill.create',
  path: '/v1/anomaly-backfills',
  operationId: 'createAnomalyBackfill',
  cost: 10,
  tag: 'Anomalies',
  summary: 'Detect over stored history',
  description:
    'Has the detector run over all stored points of one series, or of all of a key that carry the labels, and writes the anomalies: after history was loaded, or the settings or the detector changed. Answers at once; follow it at the address in `Location`. Anomalies that nobody labelled and that are not found again get a `supersededAt`. No rule is evaluated, so nobody is alerted of history.',
  body: jsonBody(createBackfillRequestSchema, {
    key: { summary: 'All series of a key', value: { metric: 'flights.departures' } },
    range: {
      summary: 'One series since June, to see what would change',
      value: { metricId: exampleIds.metric, from: '2026-06-01T00:00:00Z', reportOnly: true },
    },
  }),
  success: {
    status: 202,
    description: 'The backfill is queued.',
    schema: anomalyBackfillResponseSchema,
    example: backfillExample,
    location: ({ backfillId }) => `/v1/anomaly-backfills/${backfillId}`,
  },
  problems: ['METRIC_NOT_FOUND'],
  handle: ({ ctx, body, idempotencyKey }) => startBackfill({ ctx, input: { ...body, idempotencyKey } }),
});
