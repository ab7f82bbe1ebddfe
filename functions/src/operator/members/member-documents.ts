import { notFound } from '../../contracts/errors.ts';
import type { MemberResponse, Membership } from '../../contracts/member.ts';
import type { User } from '../../contracts/user.ts';
import { collection } from '../../firestore/collections.ts';
import type { Database, MeteredTransaction } from '../../firestore/database.ts';
import { requireOwnerLeft } from './member-rules.ts';

/** The organization whose members are meant. */
interface Scope {
  readonly db: Database;
  readonly orgId: string;
}

/** The memberships of an organization, each under the uid of its person. */
export const membershipsIn = ({ db, orgId }: Scope) =>
  collection(db.firestore, orgId, 'user_org_memberships');

/** A membership as it stands in the transaction. */
export async function readMember(
  scope: Scope,
  transaction: MeteredTransaction,
  uid: string,
): Promise<Membership> {
  const found = (await transaction.get(membershipsIn(scope).doc(uid))).data();
  if (found === undefined) throw notFound('member', uid);
  return found;
}

/**
 * Makes sure that an owner is left when one goes. Reading all of them in the transaction has two that go at once wait for each
 * other: the second sees that the first is gone.
 */
export async function requireAnotherOwner(scope: Scope, transaction: MeteredTransaction): Promise<void> {
  const owners = await transaction.query(membershipsIn(scope).where('role', '==', 'owner').limit(2));
  requireOwnerLeft(owners.length);
}

/** A member as it is answered, with what the profile says, where there is one. */
export const memberResponse = (membership: Membership, profile: User | undefined): MemberResponse => ({
  ...membership,
  displayName: profile?.displayName ?? null,
  email: profile?.email ?? null,
});
