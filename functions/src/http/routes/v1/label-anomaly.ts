import { z } from 'zod';
import { anomalyResponseSchema } from '../../../contracts/anomaly.ts';
import { labelAnomalyRequestSchema } from '../../../contracts/feedback.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { labelAnomaly } from '../../../pipeline/anomaly/label-anomaly.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { anomalyExample } from './examples/anomaly.ts';

/** `PATCH /v1/anomalies/{anomalyId}` */
export const labelAnomalyRoute = memberRoute(['anomalies:write'], {
  method: 'patch',
  audit: 'anomaly.label',
  path: '/v1/anomalies/{anomalyId}',
  operationId: 'labelAnomaly',
  metrics: 'own',
  tag: 'Anomalies',
  summary: 'Say what an anomaly was',
  description:
    'After `expected` or `false`, later anomalies of the metric that are similar and not clearly larger are not reported; `GET /v1/metrics/{metricId}` shows what is heeded and how often. After `true` they are again. `null` takes the label back, and with it what followed from it.',
  params: z.strictObject({ anomalyId: idSchema('anomaly') }),
  body: mergePatchBody(labelAnomalyRequestSchema, {
    expected: { summary: 'It was to be expected', value: { label: 'expected' } },
    none: { summary: 'Take the label back', value: { label: null } },
  }),
  success: {
    status: 200,
    description: 'The anomaly as it now is.',
    schema: anomalyResponseSchema,
    example: {
      ...anomalyExample,
      label: 'expected',
      labelledBy: 'user:Zk3qX1b2c3d4e5f6',
      labelledAt: new Date('2026-11-19T08:30:00Z'),
    },
  },
  problems: ['ANOMALY_NOT_FOUND'],
  handle: ({ ctx, params: { anomalyId }, body }) => labelAnomaly({ ctx, input: { anomalyId, ...body } }),
});
