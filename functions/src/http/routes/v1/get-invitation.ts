import { invitationReferenceSchema, invitationResponseSchema } from '../../../contracts/invitation.ts';
import { getInvitation } from '../../../operator/invitations/get-invitation.ts';
import { memberRoute } from '../define-route.ts';
import { invitationExample } from './examples/invitation.ts';

/** `GET /v1/invitations/{invitationId}` */
export const getInvitationRoute = memberRoute(['invitations:read'], {
  method: 'get',
  path: '/v1/invitations/{invitationId}',
  operationId: 'getInvitation',
  tag: 'Members',
  summary: 'Get an invitation',
  description: 'Whom it is for, as what, and what became of it. Never its token.',
  params: invitationReferenceSchema,
  success: {
    status: 200,
    description: 'The invitation.',
    schema: invitationResponseSchema,
    example: invitationExample,
  },
  problems: ['INVITATION_NOT_FOUND'],
  handle: ({ ctx, params }) => getInvitation({ ctx, input: params }),
});
