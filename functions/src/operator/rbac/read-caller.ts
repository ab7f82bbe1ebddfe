import { type Permission, rolePermissions } from '../../contracts/permissions.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { requirePermission } from './require-permission.ts';

/** What a caller may do as things stand in a transaction. */
export interface CurrentCaller {
  readonly permissions: ReadonlySet<Permission>;
  /** A signed-in owner. A program is never one, whatever its scopes. */
  readonly isOwner: boolean;
  /** A key that is taken from some addresses only, or for some metrics: what it gives others would not be. */
  readonly isNarrowed: boolean;
}

/**
 * What the caller may do now, for changes of who may do what: a person who was an owner when the call came in may have been
 * made a viewer by another call since. One document read for a person, none for a program.
 *
 * @throws {DomainError} `permission-denied` (PERMISSION_MISSING)
 */
export async function readCaller(
  ctx: Ctx,
  transaction: MeteredTransaction,
  permission: Permission,
): Promise<CurrentCaller> {
  const { actor, db, orgId } = ctx;
  if (actor.type !== 'user') {
    const { addresses = null, metricPrefixes = null } = ctx.restrictions ?? {};
    const isNarrowed = addresses !== null || metricPrefixes !== null;
    return { permissions: ctx.permissions, isOwner: false, isNarrowed };
  }
  const own = collection(db.firestore, orgId, 'user_org_memberships').doc(actor.id);
  const role = (await transaction.get(own)).data()?.role;
  const permissions = new Set(role === undefined ? [] : rolePermissions[role]);
  requirePermission({ ...ctx, permissions }, permission);
  return { permissions, isOwner: role === 'owner', isNarrowed: false };
}
