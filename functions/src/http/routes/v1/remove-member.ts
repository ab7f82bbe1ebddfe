import { memberReferenceSchema } from '../../../contracts/member.ts';
import { removeMember } from '../../../operator/members/remove-member.ts';
import { memberRoute } from '../define-route.ts';

/** `DELETE /v1/members/{uid}` */
export const removeMemberRoute = memberRoute(['members:write'], {
  method: 'delete',
  audit: 'member.remove',
  path: '/v1/members/{uid}',
  operationId: 'removeMember',
  tag: 'Members',
  summary: 'Remove a member',
  description:
    'The person can do nothing here from the next call on, and invitations that they sent are worth nothing. API keys that they made stay: look through `GET /v1/api-keys`. Only a signed-in owner removes an owner.',
  params: memberReferenceSchema,
  success: { status: 204, description: 'The membership is gone.' },
  problems: ['MEMBER_NOT_FOUND', 'OWNER_REQUIRED', 'LAST_OWNER'],
  handle: ({ ctx, params }) => removeMember({ ctx, input: params }),
});
