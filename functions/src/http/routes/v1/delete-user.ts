import { erasureResponseSchema } from '../../../contracts/erasure.ts';
import { deleteUser } from '../../../custody/erasure/delete-user.ts';
import { personRoute } from '../define-route.ts';
import { userErasureExample } from './examples/erasure.ts';

/** `DELETE /v1/users/me` */
export const deleteUserRoute = personRoute({
  method: 'delete',
  audit: { none: 'no-organization' },
  path: '/v1/users/me',
  operationId: 'deleteUser',
  tag: 'Erasure',
  summary: 'Delete yourself',
  description:
    'From `purgeAt` on the memberships, the profile and the account of the signed-in person are erased; until then everything goes on, and it can be taken back. What the person wrote keeps the uid as its author. Asked again it answers the same.',
  success: {
    status: 202,
    description: 'The person will be erased.',
    schema: erasureResponseSchema,
    example: userErasureExample,
    location: ({ erasureId }) => `/v1/erasures/${erasureId}`,
  },
  problems: ['SOLE_OWNER'],
  handle: ({ ctx }) => deleteUser({ ctx }),
});
