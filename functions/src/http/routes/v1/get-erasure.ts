import { z } from 'zod';
import { erasureResponseSchema } from '../../../contracts/erasure.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { getErasure } from '../../../custody/erasure/get-erasure.ts';
import { personRoute } from '../define-route.ts';
import { erasedExample } from './examples/erasure.ts';

/** `GET /v1/erasures/{erasureId}` */
export const getErasureRoute = personRoute({
  method: 'get',
  path: '/v1/erasures/{erasureId}',
  operationId: 'getErasure',
  tag: 'Erasure',
  summary: 'Get an erasure',
  description:
    'How far a deletion is, and once it is done the proof: how many documents of each collection were deleted, and when all places were looked at again and nothing was found. For the person who asked for it.',
  params: z.strictObject({ erasureId: idSchema('erasure') }),
  success: {
    status: 200,
    description: 'The erasure.',
    schema: erasureResponseSchema,
    example: erasedExample,
  },
  problems: ['ERASURE_NOT_FOUND'],
  handle: ({ ctx, params }) => getErasure({ ctx, input: params }),
});
