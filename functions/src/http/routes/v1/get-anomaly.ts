import { z } from 'zod';
import { anomalyResponseSchema } from '../../../contracts/anomaly.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { getAnomaly } from '../../../pipeline/anomaly/get-anomaly.ts';
import { memberRoute } from '../define-route.ts';
import { anomalyExample } from './examples/anomaly.ts';

/** `GET /v1/anomalies/{anomalyId}` */
export const getAnomalyRoute = memberRoute(['anomalies:read'], {
  method: 'get',
  path: '/v1/anomalies/{anomalyId}',
  operationId: 'getAnomaly',
  metrics: 'own',
  tag: 'Anomalies',
  summary: 'Get an anomaly',
  description:
    'An anomaly with the band that was expected, a sentence that explains it, and for a metric with labels which label values moved.',
  params: z.strictObject({ anomalyId: idSchema('anomaly') }),
  success: {
    status: 200,
    description: 'The anomaly.',
    schema: anomalyResponseSchema,
    example: anomalyExample,
  },
  problems: ['ANOMALY_NOT_FOUND'],
  handle: ({ ctx, params }) => getAnomaly({ ctx, input: params }),
});
