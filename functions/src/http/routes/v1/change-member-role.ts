import {
  changeMemberRequestSchema,
  memberReferenceSchema,
  memberResponseSchema,
} from '../../../contracts/member.ts';
import { changeRole } from '../../../operator/members/change-role.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { memberExample } from './examples/organization.ts';

/** `PATCH /v1/members/{uid}` */
export const changeMemberRoleRoute = memberRoute(['members:write'], {
  method: 'patch',
  audit: 'member.update',
  path: '/v1/members/{uid}',
  operationId: 'changeMemberRole',
  tag: 'Members',
  summary: "Change a member's role",
  description:
    'From the next call on. Only a signed-in owner gives or takes the role of an owner; nobody gives a role that may do more than they may; an owner is left in any case.',
  params: memberReferenceSchema,
  body: mergePatchBody(changeMemberRequestSchema, {
    lower: { summary: 'May read, and no more', value: { role: 'viewer' } },
  }),
  success: {
    status: 200,
    description: 'The member as it now is.',
    schema: memberResponseSchema,
    example: { ...memberExample, role: 'viewer' },
  },
  problems: ['MEMBER_NOT_FOUND', 'OWNER_REQUIRED', 'ROLE_EXCEEDS_PERMISSIONS', 'LAST_OWNER'],
  handle: ({ ctx, params: { uid }, body: { role } }) => changeRole({ ctx, input: { uid, role } }),
});
