import { organizationResponseSchema } from '../../../contracts/organization.ts';
import { disableOrganization } from '../../../operator/tenancy/disable-organization.ts';
import { memberRoute } from '../define-route.ts';
import { organizationExample } from './examples/organization.ts';

/** `POST /v1/organizations/current/disable` */
export const disableCurrentOrganizationRoute = memberRoute(['organization:disable'], {
  method: 'post',
  audit: 'organization.disable',
  path: '/v1/organizations/current/disable',
  operationId: 'disableCurrentOrganization',
  tag: 'Organizations',
  summary: 'Disable the organization of the caller',
  description:
    'Refuses everybody but its owners from now on (API keys that an instance has just seen, for a minute at most) and begins nothing new for it; its data are kept. Disabling again changes nothing.',
  whileDisabled: true,
  success: {
    status: 200,
    description: 'The organization as it now is.',
    schema: organizationResponseSchema,
    example: { ...organizationExample, status: 'disabled' },
  },
  handle: ({ ctx }) => disableOrganization({ ctx }),
});
