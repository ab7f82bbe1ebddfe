import type { DocumentReference } from 'firebase-admin/firestore';
import type { ApiKeyHash } from '../../contracts/api-key.ts';
import type { Deferred } from '../../contracts/deferred.ts';
import { collection } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';

/** Where a problem goes that must not fail the call. */
export type Warn = (problem: string, cause: unknown) => void;

const hourMs = 3_600_000;

export interface KeyUse {
  readonly db: Database;
  readonly deferred: Deferred;
  readonly reference: DocumentReference<ApiKeyHash>;
  readonly known: ApiKeyHash;
  readonly now: Date;
  readonly warn: Warn;
}

/**
 * Has it noted that a key was used, at most once an hour over all instances, since the hash document that was just read
 * says when it was last noted. Written after the answer and on a meter of its own: no call waits or pays for it, and none fails.
 *
 * `update`, not `set`: a key revoked meanwhile must not come back.
 */
export function recordKeyUse({ db, deferred, reference, known, now, warn }: KeyUse): void {
  const { lastUsedAt, orgId, keyId } = known;
  if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < hourMs) return;
  deferred.later(async () => {
    try {
      await new Database(db.firestore).commit((writer) => {
        writer.update(reference, { lastUsedAt: now });
        writer.update(collection(db.firestore, orgId, 'api_keys').doc(keyId), { lastUsedAt: now });
      });
    } catch (cause) {
      warn(`could not note the use of the API key ${keyId}`, cause);
    }
  });
}
