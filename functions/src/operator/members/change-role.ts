import type { MemberResponse } from '../../contracts/member.ts';
import type { Role } from '../../contracts/permissions.ts';
import { userDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { readCaller } from '../rbac/read-caller.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { memberResponse, membershipsIn, readMember, requireAnotherOwner } from './member-documents.ts';
import { requireMayGrant, requireMayTake } from './member-rules.ts';

export interface ChangeRoleInput {
  readonly ctx: Ctx;
  readonly input: { readonly uid: string; readonly role: Role };
}

/**
 * Gives a member another role, which holds from the next call on. The role that somebody has changes nothing.
 *
 * @throws {DomainError} `not-found` (MEMBER_NOT_FOUND), `permission-denied` (OWNER_REQUIRED, ROLE_EXCEEDS_PERMISSIONS),
 *   `failed-precondition` (LAST_OWNER)
 */
export async function changeRole({ ctx, input: { uid, role } }: ChangeRoleInput): Promise<MemberResponse> {
  requirePermission(ctx, 'members:write');
  const { db, now } = ctx;
  return db.transaction(async (transaction) => {
    const caller = await readCaller(ctx, transaction, 'members:write');
    const before = await readMember(ctx, transaction, uid);
    const profile = (await transaction.get(userDocument(db.firestore, uid))).data();
    requireMayTake(caller, before.role);
    requireMayGrant(caller, role);
    if (before.role === role) return memberResponse(before, profile);
    if (before.role === 'owner') await requireAnotherOwner(ctx, transaction);
    const after = { ...before, role, updatedAt: now };
    transaction.set(membershipsIn(ctx).doc(uid), after);
    recordAudit(ctx, transaction, { verb: 'update', type: 'member', id: uid, before, after });
    return memberResponse(after, profile);
  });
}
