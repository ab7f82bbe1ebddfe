import type { ApiKeyHash } from '../../contracts/api-key.ts';
import { ExpiringCache } from '../../firestore/expiring-cache.ts';
import { WrongCredentials } from './wrong-credentials.ts';

/** Seconds for which an instance believes what it read of a key. */
export const keyCacheSeconds = 60;

/**
 * What an instance remembers of credentials, for as long as it lives.
 *
 * Keys by their hash, at most a thousand, for a minute; null for a hash that names no key, so that an agent with a revoked key
 * costs no reads either. So a key that is revoked, replaced or changed, or that of an organization just disabled, may
 * work for up to 60 seconds more in an instance that has seen it, but for the one that does it, which forgets it at once.
 */
export class AuthMemory {
  readonly keys = new ExpiringCache<ApiKeyHash | null>({
    entriesMax: 1_000,
    lifetimeMs: keyCacheSeconds * 1_000,
  });
  readonly wrongKeys = new WrongCredentials();
  readonly wrongTokens = new WrongCredentials();
}
