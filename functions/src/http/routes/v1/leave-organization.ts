import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';
import { leaveOrganization } from '../../../operator/members/leave-organization.ts';
import { personRoute } from '../define-route.ts';

/** `POST /v1/organizations/{organizationId}/leave` */
export const leaveOrganizationRoute = personRoute({
  method: 'post',
  audit: 'member.leave',
  path: '/v1/organizations/{organizationId}/leave',
  operationId: 'leaveOrganization',
  tag: 'Members',
  summary: 'Leave an organization',
  description:
    'Ends the membership of the signed-in person, whatever the role, also in a disabled organization. The last owner makes somebody else an owner first.',
  params: z.strictObject({ organizationId: idSchema('organization') }),
  success: { status: 204, description: 'The membership is gone.' },
  problems: ['ORGANIZATION_NOT_FOUND', 'LAST_OWNER'],
  handle: ({ ctx, params }) => leaveOrganization({ ctx, input: params }),
});
