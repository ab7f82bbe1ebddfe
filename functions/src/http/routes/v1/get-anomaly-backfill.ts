import { z } from 'zod';
import { anomalyBackfillResponseSchema } from '../../../contracts/anomaly-backfill.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { getBackfill } from '../../../pipeline/anomaly/backfill/get-backfill.ts';
import { memberRoute } from '../define-route.ts';
import { backfillExample } from './examples/anomaly-backfill.ts';

/** `GET /v1/anomaly-backfills/{backfillId}` */
export const getAnomalyBackfillRoute = memberRoute(['anomalies:read'], {
  method: 'get',
  path: '/v1/anomaly-backfills/{backfillId}',
  operationId: 'getAnomalyBackfill',
  tag: 'Anomalies',
  summary: 'Get a backfill',
  description: 'How far a run over stored history is, and what it found.',
  params: z.strictObject({ backfillId: idSchema('backfill') }),
  conditional: true,
  success: {
    status: 200,
    description: 'The backfill.',
    schema: anomalyBackfillResponseSchema,
    example: backfillExample,
  },
  problems: ['ANOMALY_BACKFILL_NOT_FOUND'],
  handle: ({ ctx, params }) => getBackfill({ ctx, input: params }),
});
