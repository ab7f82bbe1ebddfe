import { organizationResponseSchema } from '../../../contracts/organization.ts';
import { restoreOrganization } from '../../../custody/erasure/restore-organization.ts';
import { memberRoute } from '../define-route.ts';
import { organizationExample } from './examples/organization.ts';

/** `POST /v1/organizations/current/restore` */
export const restoreOrganizationRoute = memberRoute(['organization:delete'], {
  method: 'post',
  audit: 'organization.restore',
  path: '/v1/organizations/current/restore',
  operationId: 'restoreOrganization',
  tag: 'Erasure',
  summary: 'Take the organization back',
  description:
    'An owner takes back an organization that is being deleted: it is as it was, and its keys work again, within a minute everywhere. Until erasing has begun. Takes no body.',
  whileDeleting: true,
  success: {
    status: 200,
    description: 'The organization as it now is.',
    schema: organizationResponseSchema,
    example: organizationExample,
  },
  problems: ['ORGANIZATION_NOT_DELETING', 'ERASURE_STARTED'],
  handle: ({ ctx }) => restoreOrganization({ ctx }),
});
