import { DomainError } from '../../contracts/errors.ts';
import { type Role, rolePermissions } from '../../contracts/permissions.ts';
import type { CurrentCaller } from '../rbac/read-caller.ts';

/**
 * Why the caller may not give somebody a role; null where they may. Owners make owners, and nobody gives what they do not
 * have: an admin makes admins, and a program gives roles whose permissions are among its scopes, but never that of an owner, and
 * none where it is restricted beyond its scopes.
 */
export function grantProblem(
  { isOwner, isNarrowed, permissions }: CurrentCaller,
  role: Role,
): DomainError | null {
  if (role === 'owner' && !isOwner) return ownerRequired();
  if (isNarrowed) {
    return new DomainError(
      'permission-denied',
      'ROLE_EXCEEDS_PERMISSIONS',
      'a key that is restricted to addresses or metrics gives no role: no role is restricted so',
      { extensions: { role, permissions: [] } },
    );
  }
  const missing = rolePermissions[role].filter((permission) => !permissions.has(permission));
  if (missing.length === 0) return null;
  return new DomainError(
    'permission-denied',
    'ROLE_EXCEEDS_PERMISSIONS',
    `nobody gives a role that may do more than they may; the caller has not ${missing.join(', ')}`,
    { extensions: { role, permissions: missing } },
  );
}

/** @throws {DomainError} `permission-denied` (OWNER_REQUIRED, ROLE_EXCEEDS_PERMISSIONS) */
export function requireMayGrant(caller: CurrentCaller, role: Role): void {
  const problem = grantProblem(caller, role);
  if (problem !== null) throw problem;
}

/**
 * Whether the caller may take somebody's role away.
 *
 * @throws {DomainError} `permission-denied` (OWNER_REQUIRED)
 */
export function requireMayTake({ isOwner }: CurrentCaller, role: Role): void {
  if (role === 'owner' && !isOwner) throw ownerRequired();
}

const ownerRequired = () =>
  new DomainError(
    'permission-denied',
    'OWNER_REQUIRED',
    'only an owner who is signed in gives the role of an owner, or takes it away',
  );

/** @throws {DomainError} `failed-precondition` (LAST_OWNER) where one owner fewer would be none */
export function requireOwnerLeft(owners: number): void {
  if (owners > 1) return;
  throw new DomainError(
    'failed-precondition',
    'LAST_OWNER',
    'an organization is never without an owner: make somebody else an owner first, or transfer it',
  );
}
