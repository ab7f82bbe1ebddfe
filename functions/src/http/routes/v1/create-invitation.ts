import {
  createInvitationRequestSchema,
  sentInvitationResponseSchema,
} from '../../../contracts/invitation.ts';
import { createInvitation } from '../../../operator/invitations/create-invitation.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { sentInvitationExample } from './examples/invitation.ts';

/** `POST /v1/invitations` */
export const createInvitationRoute = memberRoute(['invitations:write'], {
  method: 'post',
  audit: 'invitation.create',
  path: '/v1/invitations',
  operationId: 'createInvitation',
  tag: 'Members',
  summary: 'Invite somebody',
  description:
    'Whoever signs in with this address, verified, becomes a member by the token, once. It is answered this once and, where the deployment has a mail server, mailed. An invitation that is open for the same address is revoked. Only a signed-in owner invites owners; nobody gives a role that may do more than they may.',
  body: jsonBody(createInvitationRequestSchema, {
    viewer: { summary: 'Somebody who may read', value: { email: 'grace@acme.example', role: 'viewer' } },
    admin: {
      summary: 'An admin, within a day',
      value: { email: 'ada@acme.example', role: 'admin', expiresInDays: 1 },
    },
  }),
  answersSecret: true,
  success: {
    status: 201,
    description: 'The invitation, with its token, shown this once.',
    schema: sentInvitationResponseSchema,
    example: sentInvitationExample,
    location: ({ invitationId }) => `/v1/invitations/${invitationId}`,
  },
  problems: ['OWNER_REQUIRED', 'ROLE_EXCEEDS_PERMISSIONS', 'INVITATIONS_EXHAUSTED', 'MEMBER_LIMIT_REACHED'],
  handle: ({ ctx, body }) => createInvitation({ ctx, input: body }),
});
