import { confirmQuerySchema, erasureResponseSchema } from '../../../contracts/erasure.ts';
import { deleteOrganization } from '../../../custody/erasure/delete-organization.ts';
import { memberRoute } from '../define-route.ts';
import { scheduledErasureExample } from './examples/erasure.ts';

/** `DELETE /v1/organizations/current` */
export const deleteOrganizationRoute = memberRoute(['organization:delete'], {
  method: 'delete',
  audit: 'organization.delete',
  path: '/v1/organizations/current',
  operationId: 'deleteOrganization',
  tag: 'Erasure',
  summary: 'Delete the organization',
  description:
    'From now on the organization refuses everybody, keys included; a key may work for a minute more where it was just used. From `purgeAt` on (a week, unless the deployment says otherwise) everything that it owns is erased. Until then an owner can take it back. Asked again it answers the same.',
  query: confirmQuerySchema,
  whileDisabled: true,
  whileDeleting: true,
  success: {
    status: 202,
    description: 'It will be erased; what became of it is told at the address in `Location`.',
    schema: erasureResponseSchema,
    example: scheduledErasureExample,
    location: ({ erasureId }) => `/v1/erasures/${erasureId}`,
  },
  handle: ({ ctx, query }) => deleteOrganization({ ctx, input: query }),
});
