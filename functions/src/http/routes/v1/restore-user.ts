import { erasureResponseSchema } from '../../../contracts/erasure.ts';
import { restoreUser } from '../../../custody/erasure/restore-user.ts';
import { personRoute } from '../define-route.ts';
import { userErasureExample } from './examples/erasure.ts';

const finishedAt = new Date('2026-11-22T09:00:00Z');

/** `POST /v1/users/me/restore` */
export const restoreUserRoute = personRoute({
  method: 'post',
  audit: { none: 'no-organization' },
  path: '/v1/users/me/restore',
  operationId: 'restoreUser',
  tag: 'Erasure',
  summary: 'Stay after all',
  description: 'Takes back that the signed-in person is deleted, until erasing has begun. Takes no body.',
  success: {
    status: 200,
    description: 'The erasure, cancelled.',
    schema: erasureResponseSchema,
    example: { ...userErasureExample, state: 'cancelled', message: 'taken back', finishedAt },
  },
  problems: ['ERASURE_NOT_FOUND', 'ERASURE_STARTED'],
  handle: ({ ctx }) => restoreUser({ ctx }),
});
