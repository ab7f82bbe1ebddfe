import type { SecretStore } from '../../contracts/notifier.ts';
import { ExpiringCache } from '../../firestore/expiring-cache.ts';

/** Texts that an instance remembers, and for how long: a channel that tells often reads its secret six times an hour. */
const entriesMax = 500;
const lifetimeMs = 600_000;

/** A store whose texts are remembered for ten minutes. A version never changes, so what is remembered is right. */
export function cachedSecrets(store: SecretStore, now: () => Date): SecretStore {
  const cache = new ExpiringCache<string>({ entriesMax, lifetimeMs });
  return {
    ...store,
    get: async (reference) => {
      const known = cache.get(reference, now());
      if (known !== undefined) return known;
      const text = await store.get(reference);
      if (text !== undefined) cache.set(reference, text, now());
      return text;
    },
  };
}
