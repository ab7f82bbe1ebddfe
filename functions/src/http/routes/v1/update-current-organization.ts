import {
  organizationResponseSchema,
  updateOrganizationRequestSchema,
} from '../../../contracts/organization.ts';
import { updateOrganization } from '../../../operator/tenancy/update-organization.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { organizationExample } from './examples/organization.ts';

/** `PATCH /v1/organizations/current` */
export const updateCurrentOrganizationRoute = memberRoute(['organization:write'], {
  method: 'patch',
  audit: 'organization.update',
  path: '/v1/organizations/current',
  operationId: 'updateCurrentOrganization',
  tag: 'Organizations',
  summary: 'Rename the organization of the caller',
  description: 'A JSON merge patch (RFC 7396).',
  conditional: true,
  body: mergePatchBody(updateOrganizationRequestSchema, {
    rename: { summary: 'Another name', value: { name: 'Acme Air' } },
  }),
  success: {
    status: 200,
    description: 'The organization as it now is.',
    schema: organizationResponseSchema,
    example: { ...organizationExample, name: 'Acme Air' },
  },
  handle: ({ ctx, body, precondition }) => updateOrganization({ ctx, input: { patch: body, precondition } }),
});
