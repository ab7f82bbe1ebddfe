import { memberReferenceSchema, memberResponseSchema } from '../../../contracts/member.ts';
import { getMember } from '../../../operator/members/get-member.ts';
import { memberRoute } from '../define-route.ts';
import { memberExample } from './examples/organization.ts';

/** `GET /v1/members/{uid}` */
export const getMemberRoute = memberRoute(['members:read'], {
  method: 'get',
  path: '/v1/members/{uid}',
  operationId: 'getMember',
  tag: 'Members',
  summary: 'Get a member',
  description: 'Role and profile of one member.',
  params: memberReferenceSchema,
  success: { status: 200, description: 'The member.', schema: memberResponseSchema, example: memberExample },
  problems: ['MEMBER_NOT_FOUND'],
  handle: ({ ctx, params }) => getMember({ ctx, input: params }),
});
