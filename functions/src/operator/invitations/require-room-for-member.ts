import { DomainError } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/**
 * Throws `failed-precondition` (MEMBER_LIMIT_REACHED) where the organization has as many members as its plan allows. Invitations
 * that are open take no room: those who accept them may be a few more.
 */
export async function requireRoomForMember({ db, orgId, usage }: Ctx): Promise<void> {
  if (usage === undefined) return;
  const { limits } = await usage.limits();
  const count = await db.count(collection(db.firestore, orgId, 'user_org_memberships'));
  if (count < limits.members) return;
  throw new DomainError(
    'failed-precondition',
    'MEMBER_LIMIT_REACHED',
    `the plan has room for ${limits.members} members, and there are ${count}: remove one first`,
    { extensions: { limit: limits.members, used: count } },
  );
}
