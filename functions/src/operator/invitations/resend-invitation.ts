import { actorName } from '../../contracts/context.ts';
import { notFound } from '../../contracts/errors.ts';
import type { Invitation, SentInvitationResponse } from '../../contracts/invitation.ts';
import { invitationHashDocument, organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { requireMayGrant } from '../members/member-rules.ts';
import { readCaller } from '../rbac/read-caller.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { invitationEnded, invitationsIn, termOf } from './invitation-documents.ts';
import { hashInvitationToken, makeInvitationToken } from './invitation-token.ts';
import { makeRoom } from './make-room.ts';
import { sendInvitation } from './send-invitation.ts';

export interface ResendInvitationInput {
  readonly ctx: Ctx;
  readonly input: { readonly invitationId: string; readonly expiresInDays: number };
}

/**
 * Sends an invitation again, an expired one, too, by a new token and with a new term; the token before is worth nothing from
 * then on. Who sends it vouches for it, and must be allowed to give its role.
 *
 * @throws {DomainError} `not-found` (INVITATION_NOT_FOUND), `failed-precondition` (INVITATION_ENDED, INVITATIONS_EXHAUSTED),
 *   `permission-denied` (OWNER_REQUIRED, ROLE_EXCEEDS_PERMISSIONS)
 */
export async function resendInvitation({
  ctx,
  input: { invitationId, expiresInDays },
}: ResendInvitationInput): Promise<SentInvitationResponse> {
  requirePermission(ctx, 'invitations:write');
  const { db, orgId, now } = ctx;
  const token = makeInvitationToken();
  const reference = invitationsIn(ctx).doc(invitationId);
  const { organization, invitation } = await db.transaction(async (transaction) => {
    const caller = await readCaller(ctx, transaction, 'invitations:write');
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('invitation', invitationId);
    if (before.state !== 'pending') throw invitationEnded(before);
    requireMayGrant(caller, before.role);
    const { name } = (await transaction.get(organizationDocument(db.firestore, orgId))).data() ?? {};
    if (name === undefined) throw notFound('organization', orgId);
    const clear = await makeRoom(ctx, transaction, { invitationId, email: before.email });
    clear();
    const after: Invitation = {
      ...before,
      ...termOf(now, expiresInDays),
      invitedBy: actorName(ctx.actor),
      updatedAt: now,
    };
    const { expireAt } = after;
    transaction.set(reference, after);
    transaction.create(invitationHashDocument(db.firestore, hashInvitationToken(token)), {
      orgId,
      invitationId,
      expireAt,
    });
    recordAudit(ctx, transaction, { verb: 'resend', type: 'invitation', id: invitationId, before, after });
    return { organization: name, invitation: after };
  });
  return sendInvitation(ctx, { invitationId, invitation, token, organization });
}
