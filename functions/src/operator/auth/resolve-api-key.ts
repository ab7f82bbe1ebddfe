import { isWithinRange } from '../../contracts/address-range.ts';
import type { ApiKeyHash } from '../../contracts/api-key.ts';
import type { Actor } from '../../contracts/context.ts';
import type { Deferred } from '../../contracts/deferred.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { KeyRestrictions } from '../../contracts/key-restrictions.ts';
import { type Permission, personOnlyPermissions } from '../../contracts/permissions.ts';
import { apiKeyHashDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { hashApiKey, isSameHash } from './api-key-format.ts';
import type { AuthMemory } from './auth-memory.ts';
import { apiKeyInvalid } from './credentials.ts';
import { organizationDisabled, organizationNotFound } from './organization-errors.ts';
import { recordKeyUse, type Warn } from './record-key-use.ts';

/** For whom a call acts, and what it may do there. */
export interface Grant {
  readonly orgId: string;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  /** Of a key. */
  readonly restrictions?: KeyRestrictions;
}

export interface ResolveApiKeyInput {
  readonly key: string;
  /** The organization that the call names, if it does; a key acts for its own only. */
  readonly organization: string | undefined;
  /** Where the call came from; null where that is not known. */
  readonly address: string | null;
  readonly db: Database;
  readonly deferred: Deferred;
  readonly now: Date;
  readonly memory: AuthMemory;
  readonly warn: Warn;
}

/** What a key grants. One document read, none when it is remembered; no write. */
export async function resolveApiKey(input: ResolveApiKeyInput): Promise<Grant> {
  const { organization, address, now } = input;
  const { known, note } = await findKey(input);
  const expiresAt = earlier(known.expiresAt, known.overlapUntil);
  if (expiresAt !== null && expiresAt <= now) throw apiKeyExpired(known, expiresAt);
  if (organization !== undefined && organization !== known.orgId) throw organizationNotFound(organization);
  if (known.organizationStatus === 'disabled') throw organizationDisabled();
  if (!isTakenFrom(address, known)) throw addressRefused(address);
  note();
  return {
    orgId: known.orgId,
    actor: { type: 'api-key', id: known.keyId },
    permissions: new Set(known.scopes.filter((scope) => !personOnlyPermissions.includes(scope))),
    restrictions: { metricPrefixes: known.metricPrefixes, addresses: known.addresses, expiresAt },
  };
}

/** The key, and how to note that it was used, which only a read of it gives occasion to. */
async function findKey(input: ResolveApiKeyInput): Promise<{ known: ApiKeyHash; note: () => void }> {
  const { key, address, db, now, memory } = input;
  const hash = hashApiKey(key);
  const cached = memory.keys.get(hash, now);
  if (cached) return { known: cached, note: () => undefined };
  memory.wrongKeys.requireTry(address, now);
  if (cached === null) throw apiKeyInvalid();
  const reference = apiKeyHashDocument(db.firestore, hash);
  const snapshot = await db.get(reference);
  const known = isSameHash(snapshot.id, hash) ? (snapshot.data() ?? null) : null;
  memory.keys.set(hash, known, now);
  if (known === null) throw apiKeyInvalid();
  return { known, note: () => recordKeyUse({ ...input, reference, known }) };
}

function isTakenFrom(address: string | null, { addresses }: ApiKeyHash): boolean {
  if (addresses === null) return true;
  return address !== null && addresses.some((range) => isWithinRange(address, range));
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function apiKeyExpired({ overlapUntil }: ApiKeyHash, expiresAt: Date): DomainError {
  const at = expiresAt.toISOString();
  const message =
    overlapUntil === expiresAt
      ? `the API key was replaced and is refused since ${at}: use the secret that the rotation answered`
      : `the API key expired at ${at}: create another, or have it extended`;
  return new DomainError('unauthenticated', 'API_KEY_EXPIRED', message, { extensions: { expiresAt: at } });
}

const addressRefused = (address: string | null): DomainError =>
  new DomainError(
    'permission-denied',
    'API_KEY_ADDRESS_REFUSED',
    `the API key is not taken from ${address ?? 'an address that is not known'}: call from an address that it is restricted to`,
    { extensions: { address } },
  );
