import type { Identity } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Permission } from '../../contracts/permissions.ts';

/** The first line of every verb: throws `permission-denied` unless the caller may do this in its organization. */
export function requirePermission(identity: Identity, permission: Permission): void {
  if (identity.permissions.has(permission)) return;
  throw new DomainError(
    'permission-denied',
    'PERMISSION_MISSING',
    `this needs the permission ${permission}, which the caller does not have`,
    { extensions: { permission } },
  );
}
