import { actorName } from '../../contracts/context.ts';
import { notFound } from '../../contracts/errors.ts';
import { randomId } from '../../contracts/ids.ts';
import type {
  CreateInvitationRequest,
  Invitation,
  SentInvitationResponse,
} from '../../contracts/invitation.ts';
import { invitationHashDocument, organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { requireMayGrant } from '../members/member-rules.ts';
import { readCaller } from '../rbac/read-caller.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { invitationsIn, termOf } from './invitation-documents.ts';
import { hashInvitationToken, makeInvitationToken } from './invitation-token.ts';
import { makeRoom } from './make-room.ts';
import { sendInvitation } from './send-invitation.ts';

export interface CreateInvitationInput {
  readonly ctx: Ctx;
  readonly input: CreateInvitationRequest;
}

/**
 * Invites an address to become a member, in the place of an invitation that is open for it. The token stands in this answer
 * and in the mail, and nowhere else: what is kept is its hash, apart.
 *
 * @throws {DomainError} `permission-denied` (OWNER_REQUIRED, ROLE_EXCEEDS_PERMISSIONS), `failed-precondition`
 *   (INVITATIONS_EXHAUSTED)
 */
export async function createInvitation({
  ctx,
  input: { email, role, expiresInDays },
}: CreateInvitationInput): Promise<SentInvitationResponse> {
  requirePermission(ctx, 'invitations:write');
  const { db, orgId, now, actor } = ctx;
  const invitationId = randomId('invitation');
  const token = makeInvitationToken();
  const invitation: Invitation = {
    email,
    role,
    state: 'pending',
    ...termOf(now, expiresInDays),
    invitedBy: actorName(actor),
    mailedAt: null,
    acceptedAt: null,
    acceptedBy: null,
    revokedAt: null,
    createdAt: now,
    updatedAt: now,
    createdBy: actorName(actor),
  };
  const organization = await db.transaction(async (transaction) => {
    requireMayGrant(await readCaller(ctx, transaction, 'invitations:write'), role);
    const { name } = (await transaction.get(organizationDocument(db.firestore, orgId))).data() ?? {};
    if (name === undefined) throw notFound('organization', orgId);
    const clear = await makeRoom(ctx, transaction, { invitationId, email });
    clear();
    const { expireAt } = invitation;
    transaction.create(invitationsIn(ctx).doc(invitationId), invitation);
    transaction.create(invitationHashDocument(db.firestore, hashInvitationToken(token)), {
      orgId,
      invitationId,
      expireAt,
    });
    recordAudit(ctx, transaction, {
      verb: 'create',
      type: 'invitation',
      id: invitationId,
      before: null,
      after: invitation,
    });
    return name;
  });
  return sendInvitation(ctx, { invitationId, invitation, token, organization });
}
