import { invitationReferenceSchema, invitationResponseSchema } from '../../../contracts/invitation.ts';
import { revokeInvitation } from '../../../operator/invitations/revoke-invitation.ts';
import { memberRoute } from '../define-route.ts';
import { invitationExample } from './examples/invitation.ts';

/** `DELETE /v1/invitations/{invitationId}` */
export const revokeInvitationRoute = memberRoute(['invitations:write'], {
  method: 'delete',
  audit: 'invitation.revoke',
  path: '/v1/invitations/{invitationId}',
  operationId: 'revokeInvitation',
  tag: 'Members',
  summary: 'Revoke an invitation',
  description:
    'Its token is worth nothing at once. What it said stays for some months. Revoking again changes nothing.',
  params: invitationReferenceSchema,
  success: {
    status: 200,
    description: 'The invitation as it now is.',
    schema: invitationResponseSchema,
    example: { ...invitationExample, state: 'revoked', revokedAt: new Date('2026-11-21T05:00:00Z') },
  },
  problems: ['INVITATION_NOT_FOUND', 'INVITATION_ENDED'],
  handle: ({ ctx, params }) => revokeInvitation({ ctx, input: params }),
});
