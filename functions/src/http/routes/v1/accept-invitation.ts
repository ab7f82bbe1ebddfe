import { acceptInvitationRequestSchema } from '../../../contracts/invitation.ts';
import { myOrganizationSchema } from '../../../contracts/organization.ts';
import { acceptInvitation } from '../../../operator/invitations/accept-invitation.ts';
import { personRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { tokenExample } from './examples/invitation.ts';
import { myOrganizationExample } from './examples/organization.ts';

/** `POST /v1/invitations/accept` */
export const acceptInvitationRoute = personRoute({
  method: 'post',
  audit: ['member.create', 'invitation.accept'],
  path: '/v1/invitations/accept',
  operationId: 'acceptInvitation',
  tag: 'Members',
  summary: 'Accept an invitation',
  description:
    'The signed-in person, whose verified address is the invited one, becomes a member; who is one already stays what they are. Accepting again gives the same answer. Any other token gets one answer, whatever is wrong with it.',
  body: jsonBody(acceptInvitationRequestSchema, {
    token: { summary: 'The token, as it was mailed or handed on', value: { token: tokenExample } },
  }),
  success: {
    status: 200,
    description: 'The organization, and the role in it.',
    schema: myOrganizationSchema,
    example: myOrganizationExample,
  },
  problems: ['EMAIL_NOT_VERIFIED', 'INVITATION_INVALID'],
  handle: ({ ctx, body }) => acceptInvitation({ ctx, input: body }),
});
