import { memberResponseSchema, transferOwnershipRequestSchema } from '../../../contracts/member.ts';
import { transferOwnership } from '../../../operator/members/transfer-ownership.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { memberExample } from './examples/organization.ts';

/** `POST /v1/organizations/current/transfer` */
export const transferOwnershipRoute = memberRoute(['organization:transfer'], {
  method: 'post',
  audit: ['member.transfer', 'member.transfer'],
  path: '/v1/organizations/current/transfer',
  operationId: 'transferOwnership',
  tag: 'Members',
  summary: 'Transfer ownership',
  description: 'Makes another member an owner and the caller, a signed-in owner, an admin: both or neither.',
  body: jsonBody(transferOwnershipRequestSchema, {
    transfer: { summary: 'To another member', value: { uid: memberExample.uid } },
  }),
  success: {
    status: 200,
    description: 'The new owner.',
    schema: memberResponseSchema,
    example: { ...memberExample, role: 'owner' },
  },
  problems: ['MEMBER_NOT_FOUND', 'PERSON_REQUIRED', 'TRANSFER_TO_SELF'],
  handle: ({ ctx, body }) => transferOwnership({ ctx, input: body }),
});
