import {
  invitationReferenceSchema,
  resendInvitationRequestSchema,
  sentInvitationResponseSchema,
} from '../../../contracts/invitation.ts';
import { resendInvitation } from '../../../operator/invitations/resend-invitation.ts';
import { memberRoute } from '../define-route.ts';
import { optionalJsonBody } from '../request-body.ts';
import { sentInvitationExample } from './examples/invitation.ts';

/** `POST /v1/invitations/{invitationId}/resend` */
export const resendInvitationRoute = memberRoute(['invitations:write'], {
  method: 'post',
  audit: 'invitation.resend',
  path: '/v1/invitations/{invitationId}/resend',
  operationId: 'resendInvitation',
  tag: 'Members',
  summary: 'Send an invitation again',
  description:
    'Also one that has expired: with a new token, from now on. The token before is worth nothing at once. Who sends it again must be allowed to give its role.',
  params: invitationReferenceSchema,
  body: optionalJsonBody(resendInvitationRequestSchema, {
    usual: { summary: 'For another seven days', value: {} },
  }),
  answersSecret: true,
  success: {
    status: 200,
    description: 'The invitation, with its new token, shown this once.',
    schema: sentInvitationResponseSchema,
    example: sentInvitationExample,
  },
  problems: [
    'INVITATION_NOT_FOUND',
    'INVITATION_ENDED',
    'OWNER_REQUIRED',
    'ROLE_EXCEEDS_PERMISSIONS',
    'INVITATIONS_EXHAUSTED',
  ],
  handle: ({ ctx, params: { invitationId }, body: { expiresInDays } }) =>
    resendInvitation({ ctx, input: { invitationId, expiresInDays } }),
});
