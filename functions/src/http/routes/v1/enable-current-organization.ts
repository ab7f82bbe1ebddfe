import { organizationResponseSchema } from '../../../contracts/organization.ts';
import { enableOrganization } from '../../../operator/tenancy/enable-organization.ts';
import { memberRoute } from '../define-route.ts';
import { organizationExample } from './examples/organization.ts';

/** `POST /v1/organizations/current/enable` */
export const enableCurrentOrganizationRoute = memberRoute(['organization:disable'], {
  method: 'post',
  audit: 'organization.enable',
  path: '/v1/organizations/current/enable',
  operationId: 'enableCurrentOrganization',
  tag: 'Organizations',
  summary: 'Enable the organization of the caller again',
  description:
    'By an owner who is signed in: an API key of a disabled organization is refused, also here. Enabling again changes nothing. What was missed meanwhile is not made up for.',
  whileDisabled: true,
  success: {
    status: 200,
    description: 'The organization as it now is.',
    schema: organizationResponseSchema,
    example: organizationExample,
  },
  handle: ({ ctx }) => enableOrganization({ ctx }),
});
