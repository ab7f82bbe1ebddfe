import { myOrganizationSchema } from '../../../contracts/organization.ts';
import { listMyOrganizations } from '../../../operator/tenancy/list-my-organizations.ts';
import { personRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { myOrganizationExample } from './examples/organization.ts';

/** `GET /v1/organizations` */
export const listMyOrganizationsRoute = personRoute({
  method: 'get',
  path: '/v1/organizations',
  operationId: 'listMyOrganizations',
  tag: 'Organizations',
  summary: 'List my organizations',
  description: 'Those in which the signed-in person is a member, with the role, disabled ones too.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of organizations.',
    schema: pageOf(myOrganizationSchema, 'MyOrganizationPage'),
    example: { items: [myOrganizationExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listMyOrganizations({ ctx, input: query }),
});
