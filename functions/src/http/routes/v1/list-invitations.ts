import { invitationResponseSchema } from '../../../contracts/invitation.ts';
import { listInvitations } from '../../../operator/invitations/list-invitations.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { invitationExample } from './examples/invitation.ts';

/** `GET /v1/invitations` */
export const listInvitationsRoute = memberRoute(['invitations:read'], {
  method: 'get',
  path: '/v1/invitations',
  operationId: 'listInvitations',
  tag: 'Members',
  summary: 'List invitations',
  description: 'Latest first, those that have ended, too, for some months. Never their tokens.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of invitations.',
    schema: pageOf(invitationResponseSchema, 'InvitationPage'),
    example: { items: [invitationExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listInvitations({ ctx, input: query }),
});
