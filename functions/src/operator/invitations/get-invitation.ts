import { notFound } from '../../contracts/errors.ts';
import { type InvitationResponse, invitationReferenceSchema } from '../../contracts/invitation.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { invitationResponse, invitationsIn } from './invitation-documents.ts';

export interface GetInvitationInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/** One invitation of the organization, never its token. */
export async function getInvitation({ ctx, input }: GetInvitationInput): Promise<InvitationResponse> {
  requirePermission(ctx, 'invitations:read');
  const { invitationId } = parseOrThrow(invitationReferenceSchema, input, 'path');
  const found = (await ctx.db.get(invitationsIn(ctx).doc(invitationId))).data();
  if (found === undefined) throw notFound('invitation', invitationId);
  return invitationResponse(invitationId, found, ctx.now);
}
