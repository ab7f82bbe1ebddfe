import {
  createOrganizationRequestSchema,
  organizationResponseSchema,
} from '../../../contracts/organization.ts';
import { createOrganization } from '../../../operator/tenancy/create-organization.ts';
import { personRoute } from '../define-route.ts';
import { uncheckedJsonBody } from '../request-body.ts';
import { organizationExample } from './examples/organization.ts';

/** `POST /v1/organizations` */
export const createOrganizationRoute = personRoute({
  method: 'post',
  audit: 'organization.create',
  path: '/v1/organizations',
  operationId: 'createOrganization',
  cost: 10,
  tag: 'Organizations',
  summary: 'Found an organization',
  description: 'The signed-in person becomes its owner. Send an ID token; no organization is named yet.',
  body: uncheckedJsonBody(createOrganizationRequestSchema, {
    organization: { summary: 'An organization', value: { name: 'Acme Logistics' } },
  }),
  success: {
    status: 201,
    description: 'The organization was founded.',
    schema: organizationResponseSchema,
    example: organizationExample,
    location: () => '/v1/organizations/current',
  },
  handle: ({ ctx, body }) => createOrganization({ ctx, input: body }),
});
