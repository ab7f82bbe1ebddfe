import { anomalyResponseSchema, anomalySeveritySchema } from '../../../contracts/anomaly.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { timestampSchema } from '../../../contracts/ingest.ts';
import { listAnomalies } from '../../../pipeline/anomaly/list-anomalies.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { anomalyExample } from './examples/anomaly.ts';

/** `GET /v1/anomalies` */
export const listAnomaliesRoute = memberRoute(['anomalies:read'], {
  method: 'get',
  path: '/v1/anomalies',
  operationId: 'listAnomalies',
  metrics: 'own',
  tag: 'Anomalies',
  summary: 'List anomalies',
  description:
    'Anomalies that were found as points came in, the latest first: each with the band that was expected, a sentence that explains it, and for a metric with labels which label values moved.',
  query: listQuery({
    metricId: idSchema('metric').optional(),
    severity: anomalySeveritySchema.optional(),
    from: timestampSchema.optional().meta({
      description: 'only those that start at this instant or later',
      example: '2026-11-01T00:00:00Z',
    }),
  }),
  success: {
    status: 200,
    description: 'A page of anomalies.',
    schema: pageOf(anomalyResponseSchema, 'AnomalyPage'),
    example: { items: [anomalyExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listAnomalies({ ctx, input: query }),
});
