import { isWithinRange } from '../../contracts/address-range.ts';
import type { ApiKey } from '../../contracts/api-key.ts';
import type { Identity } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { KeyRestrictions } from '../../contracts/key-restrictions.ts';

/** Of a person, whose sign-in none of these narrow. */
export const unrestricted: KeyRestrictions = { metricPrefixes: null, addresses: null, expiresAt: null };

/** What a key may do, and what narrows it. */
export type KeyReach = KeyRestrictions & Pick<ApiKey, 'scopes'>;

/**
 * A key must not be a way to more than whoever makes, changes or rotates it has: no scope, no metric, no address and no day more.
 *
 * @throws DomainError `permission-denied` (SCOPES_EXCEED_PERMISSIONS, RESTRICTIONS_EXCEED_CALLER), naming what is too much
 */
export function requireWithinCaller(caller: Identity, reach: KeyReach): void {
  const excess = reach.scopes.filter((scope) => !caller.permissions.has(scope));
  if (excess.length > 0) throw scopesExceed(excess);
  const own = caller.restrictions ?? unrestricted;
  const wider = [
    ...(isCovered(reach.metricPrefixes, own.metricPrefixes, (one, outer) => one.startsWith(outer))
      ? []
      : ['metricPrefixes']),
    ...(isCovered(reach.addresses, own.addresses, isWithinRange) ? [] : ['addresses']),
    ...(isNoLater(reach.expiresAt, own.expiresAt) ? [] : ['expiresAt']),
  ];
  if (wider.length > 0) throw restrictionsExceed(wider);
}

function isCovered(
  inner: readonly string[] | null,
  outer: readonly string[] | null,
  isWithin: (one: string, other: string) => boolean,
): boolean {
  if (outer === null) return true;
  return inner?.every((one) => outer.some((other) => isWithin(one, other))) ?? false;
}

const isNoLater = (one: Date | null, other: Date | null): boolean =>
  other === null || (one !== null && one <= other);

const scopesExceed = (excess: readonly string[]): DomainError =>
  new DomainError(
    'permission-denied',
    'SCOPES_EXCEED_PERMISSIONS',
    `a key can do at most what the caller may; leave out ${excess.join(', ')}`,
    { extensions: { scopes: excess } },
  );

const restrictionsExceed = (wider: readonly string[]): DomainError =>
  new DomainError(
    'permission-denied',
    'RESTRICTIONS_EXCEED_CALLER',
    `a key reaches at most as far as the key that makes or changes it: narrow ${wider.join(', ')}`,
    { extensions: { restrictions: wider } },
  );
