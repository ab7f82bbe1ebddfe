import type { ApiKeyHash } from '../../contracts/api-key.ts';
import type { Actor } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Permission } from '../../contracts/permissions.ts';
import { apiKeyHashDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { ExpiringCache } from '../../firestore/expiring-cache.ts';
import { hashApiKey } from './api-key-format.ts';
import { apiKeyInvalid } from './credentials.ts';
import { organizationInactive, organizationNotFound } from './organization-errors.ts';
import { recordKeyUse, type Warn } from './record-key-use.ts';

/** For whom a call acts, and what it may do there. */
export interface Grant {
  readonly orgId: string;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
}

/** Keys by their hash; null for a hash that names no key, so that an agent with a revoked key costs no reads either. */
export type ApiKeyCache = ExpiringCache<ApiKeyHash | null>;

/**
 * Keys that an instance remembers: at most a thousand, for a minute. So a revoked key, or a key of an organization
 * just disabled, may work for up to 60 seconds more in an instance that has seen it.
 */
export const createApiKeyCache = (): ApiKeyCache =>
  new ExpiringCache({ entriesMax: 1_000, lifetimeMs: 60_000 });

export interface ResolveApiKeyInput {
  readonly key: string;
  /** The organization that the call names, if it does; a key acts for its own only. */
  readonly organization: string | undefined;
  readonly db: Database;
  readonly now: Date;
  readonly cache: ApiKeyCache;
  readonly warn: Warn;
}

/** What a key grants. One document read, none when cached; one batch of two writes an hour to note that it was used. */
export async function resolveApiKey(input: ResolveApiKeyInput): Promise<Grant> {
  const { organization, now } = input;
  const known = await findKey(input);
  if (known === null) throw apiKeyInvalid();
  if (known.expiresAt !== null && known.expiresAt <= now) throw apiKeyExpired(known.expiresAt);
  if (organization !== undefined && organization !== known.orgId) throw organizationNotFound(organization);
  if (known.organizationStatus !== 'active') throw organizationInactive(known.organizationStatus);
  return {
    orgId: known.orgId,
    actor: { type: 'api-key', id: known.keyId },
    permissions: new Set(known.scopes),
  };
}

async function findKey({ key, db, now, cache, warn }: ResolveApiKeyInput): Promise<ApiKeyHash | null> {
  const hash = hashApiKey(key);
  const cached = cache.get(hash, now);
  if (cached !== undefined) return cached;
  const reference = apiKeyHashDocument(db.firestore, hash);
  const found = (await db.get(reference)).data() ?? null;
  cache.set(hash, found, now);
  if (found !== null) await recordKeyUse({ db, reference, known: found, now, warn });
  return found;
}

const apiKeyExpired = (expiresAt: Date) =>
  new DomainError(
    'unauthenticated',
    'API_KEY_EXPIRED',
    `the API key expired at ${expiresAt.toISOString()}: create another`,
    { extensions: { expiresAt: expiresAt.toISOString() } },
  );
