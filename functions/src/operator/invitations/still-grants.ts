import { type Role, rolePermissions } from '../../contracts/permissions.ts';
import { collection } from '../../firestore/collections.ts';
import type { Database, MeteredTransaction } from '../../firestore/database.ts';
import { grantProblem } from '../members/member-rules.ts';

export interface Vouched {
  readonly db: Database;
  readonly orgId: string;
  readonly role: Role;
  /** Who sent the invitation, as actors stand in documents. */
  readonly invitedBy: string;
  readonly now: Date;
}

/**
 * Whether who sent an invitation could send it now: a member who was removed or made less since, and a key that was revoked,
 * vouch for nobody. One document read.
 */
export async function stillGrants(
  transaction: MeteredTransaction,
  { db, orgId, role, invitedBy, now }: Vouched,
): Promise<boolean> {
  const [type, ...rest] = invitedBy.split(':');
  const id = rest.join(':');
  if (type === 'user') {
    const membership = collection(db.firestore, orgId, 'user_org_memberships').doc(id);
    const has = (await transaction.get(membership)).data()?.role;
    if (has === undefined) return false;
    const permissions = new Set(rolePermissions[has]);
    const isOwner = has === 'owner';
    return (
      permissions.has('invitations:write') &&
      grantProblem({ permissions, isOwner, isNarrowed: false }, role) === null
    );
  }
  if (type === 'api-key') {
    const key = (await transaction.get(collection(db.firestore, orgId, 'api_keys').doc(id))).data();
    return key !== undefined && (key.revokedAt === null || key.revokedAt > now);
  }
  return false;
}
