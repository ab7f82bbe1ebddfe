import type { DocumentReference } from 'firebase-admin/firestore';
import type { ApiKeyHash } from '../../contracts/api-key.ts';
import { collection } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';

/** Where a problem goes that must not fail the call. */
export type Warn = (problem: string, cause: unknown) => void;

const hourMs = 3_600_000;

export interface KeyUse {
  readonly db: Database;
  readonly reference: DocumentReference<ApiKeyHash>;
  readonly known: ApiKeyHash;
  readonly now: Date;
  readonly warn: Warn;
}

/**
 * Notes that a valid key was used, at most once an hour over all instances, since the hash document that was just read
 * says when it was last noted. Awaited, because a function may be frozen as soon as it has answered; so one call an
 * hour takes one write longer. A failure is reported and the call goes on.
 *
 * `update`, not `set`: a key revoked at this moment must not come back.
 */
export async function recordKeyUse({ db, reference, known, now, warn }: KeyUse): Promise<void> {
  const { expiresAt, lastUsedAt, organizationStatus, orgId, keyId } = known;
  if (organizationStatus !== 'active' || (expiresAt !== null && expiresAt <= now)) return;
  if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < hourMs) return;
  try {
    await db.commit((writer) => {
      writer.update(reference, { lastUsedAt: now });
      writer.update(collection(db.firestore, orgId, 'api_keys').doc(keyId), { lastUsedAt: now });
    });
  } catch (cause) {
    warn(`could not note the use of the API key ${keyId}`, cause);
  }
}
