import { organizationResponseSchema } from '../../../contracts/organization.ts';
import { getOrganization } from '../../../operator/tenancy/get-organization.ts';
import { memberRoute } from '../define-route.ts';
import { organizationExample } from './examples/organization.ts';

/** `GET /v1/organizations/current` */
export const getCurrentOrganizationRoute = memberRoute(['organization:read'], {
  method: 'get',
  path: '/v1/organizations/current',
  operationId: 'getCurrentOrganization',
  metrics: 'none',
  tag: 'Organizations',
  summary: 'Get the organization of the caller',
  description: 'The organization that the API key belongs to, or that `X-Organization-Id` names.',
  conditional: true,
  success: {
    status: 200,
    description: 'The organization.',
    schema: organizationResponseSchema,
    example: organizationExample,
  },
  handle: ({ ctx }) => getOrganization({ ctx }),
});
