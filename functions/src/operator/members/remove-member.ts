import { memberReferenceSchema } from '../../contracts/member.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { readCaller } from '../rbac/read-caller.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { membershipsIn, readMember, requireAnotherOwner } from './member-documents.ts';
import { requireMayTake } from './member-rules.ts';

export interface RemoveMemberInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/**
 * Removes a member, who can do nothing here from the next call on. What the person made stays: API keys, too, which an admin
 * looks through. Invitations that the person sent are worth nothing any more.
 *
 * @throws {DomainError} `not-found` (MEMBER_NOT_FOUND), `permission-denied` (OWNER_REQUIRED), `failed-precondition` (LAST_OWNER)
 */
export async function removeMember({ ctx, input }: RemoveMemberInput): Promise<void> {
  requirePermission(ctx, 'members:write');
  const { uid } = parseOrThrow(memberReferenceSchema, input, 'path');
  await ctx.db.transaction(async (transaction) => {
    const caller = await readCaller(ctx, transaction, 'members:write');
    const before = await readMember(ctx, transaction, uid);
    requireMayTake(caller, before.role);
    if (before.role === 'owner') await requireAnotherOwner(ctx, transaction);
    transaction.delete(membershipsIn(ctx).doc(uid));
    recordAudit(ctx, transaction, { verb: 'remove', type: 'member', id: uid, before, after: null });
  });
}
