import { notFound } from '../../contracts/errors.ts';
import { type InvitationResponse, invitationReferenceSchema } from '../../contracts/invitation.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import {
  hashesOf,
  invitationEnded,
  invitationResponse,
  invitationsIn,
  revoked,
} from './invitation-documents.ts';

export interface RevokeInvitationInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/**
 * Takes an invitation back: its token is worth nothing from then on. Revoking again changes nothing; one that was accepted is
 * a member by now.
 *
 * @throws {DomainError} `not-found` (INVITATION_NOT_FOUND), `failed-precondition` (INVITATION_ENDED)
 */
export async function revokeInvitation({ ctx, input }: RevokeInvitationInput): Promise<InvitationResponse> {
  requirePermission(ctx, 'invitations:write');
  const { invitationId } = parseOrThrow(invitationReferenceSchema, input, 'path');
  const { db, now } = ctx;
  const reference = invitationsIn(ctx).doc(invitationId);
  const invitation = await db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('invitation', invitationId);
    if (before.state === 'revoked') return before;
    if (before.state === 'accepted') throw invitationEnded(before);
    const after = revoked(before, now);
    for (const { ref } of await transaction.query(hashesOf(ctx, invitationId))) transaction.delete(ref);
    transaction.set(reference, after);
    recordAudit(ctx, transaction, { verb: 'revoke', type: 'invitation', id: invitationId, before, after });
    return after;
  });
  return invitationResponse(invitationId, invitation, now);
}
