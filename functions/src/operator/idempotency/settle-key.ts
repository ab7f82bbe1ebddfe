import type { IdempotencyKey } from '../../contracts/idempotency-key.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import type { HeldKey, KeySpace } from './key-space.ts';

/** The first answer, to be given again. */
export interface KeptAnswer {
  readonly status: number;
  /** Sealed; null where it is too large. */
  readonly answer: IdempotencyKey['answer'];
}

/** Keeps the answer of the request that holds the key. One write; false where another request took the key over. */
export const keepAnswer = (space: KeySpace, key: HeldKey, { status, answer }: KeptAnswer): Promise<boolean> =>
  settle(space, key, { status, answer });

/** Gives a key back whose request changed nothing: it is as good as new. One write; false as above. */
export const releaseKey = (space: KeySpace, key: HeldKey): Promise<boolean> =>
  settle(space, key, { expireAt: space.now, leaseExpiresAt: space.now });

async function settle(
  { db }: KeySpace,
  { ref, writtenAt }: HeldKey,
  changes: Partial<IdempotencyKey>,
): Promise<boolean> {
  try {
    await db.update(ref, { ...changes }, writtenAt);
    return true;
  } catch (error) {
    if (isFirestoreError(error, 'failedPrecondition', 'notFound')) return false;
    throw error;
  }
}
