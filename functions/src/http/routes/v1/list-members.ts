import { memberResponseSchema } from '../../../contracts/member.ts';
import { listMembers } from '../../../operator/members/list-members.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { memberExample } from './examples/organization.ts';

/** `GET /v1/members` */
export const listMembersRoute = memberRoute(['members:read'], {
  method: 'get',
  path: '/v1/members',
  operationId: 'listMembers',
  tag: 'Members',
  summary: 'List members',
  description:
    'The members of the organization with their roles, and the names and addresses of their profiles.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of members.',
    schema: pageOf(memberResponseSchema, 'MemberPage'),
    example: { items: [memberExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listMembers({ ctx, input: query }),
});
