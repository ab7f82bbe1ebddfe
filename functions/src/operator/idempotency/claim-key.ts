import { randomUUID } from 'node:crypto';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { DomainError } from '../../contracts/errors.ts';
import type { IdempotencyKey } from '../../contracts/idempotency-key.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import type { AnsweredKey, HeldKey, KeySpace } from './key-space.ts';
import { keyLeaseMs, keyLifetimeMs } from './limits.ts';

/** Requests that may be faster than this one before it gives up. */
const attemptsMax = 3;

/** Longest that a caller is told to wait: most requests take less, and one that died holds its key for minutes. */
const retryAfterSecondsMax = 5;

export interface KeyToClaim {
  readonly id: string;
  readonly fingerprint: string;
}

/**
 * Claims a key for a request, or says that the request was answered before. One write for a key that is new; one read for
 * one that was answered; both for one that has expired, or whose request died.
 *
 * @throws {DomainError} `invalid-argument` (IDEMPOTENCY_KEY_REUSED) where the key came with another request before;
 *   `aborted` (IDEMPOTENCY_KEY_IN_USE) while another request holds it
 */
export async function claimKey(
  space: KeySpace,
  { id, fingerprint }: KeyToClaim,
): Promise<HeldKey | AnsweredKey> {
  const { db, keys, now } = space;
  const ref = keys.doc(id);
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    try {
      const fresh = freshKey(fingerprint, now);
      return { kind: 'held', ref, use: fresh.use, writtenAt: await db.create(ref, fresh) };
    } catch (error) {
      if (!isFirestoreError(error, 'alreadyExists', 'aborted')) throw error;
    }
    const found = await claimFound(space, await db.get(ref), fingerprint);
    if (found !== undefined) return found;
  }
  throw keyInUse(1);
}

/** What a key that is there means to this request; undefined where it went, or somebody was faster. */
async function claimFound(
  { db, now }: KeySpace,
  snapshot: DocumentSnapshot<IdempotencyKey>,
  fingerprint: string,
): Promise<HeldKey | AnsweredKey | undefined> {
  const { ref, updateTime } = snapshot;
  const found = snapshot.data();
  if (found === undefined || updateTime === undefined) return undefined;
  const expired = (found.expireAt ?? now) <= now;
  if (!expired && found.fingerprint !== fingerprint) throw keyReused();
  if (!expired && found.status !== null)
    return { kind: 'answered', status: found.status, answer: found.answer };
  const heldMs = found.leaseExpiresAt.getTime() - now.getTime();
  if (!expired && heldMs > 0) throw keyInUse(Math.ceil(heldMs / 1_000));
  const taken = expired ? freshKey(fingerprint, now) : { ...found, leaseExpiresAt: leaseFrom(now) };
  try {
    return { kind: 'held', ref, use: taken.use, writtenAt: await db.update(ref, { ...taken }, updateTime) };
  } catch (error) {
    if (isFirestoreError(error, 'failedPrecondition', 'notFound', 'aborted')) return undefined;
    throw error;
  }
}

const leaseFrom = (now: Date): Date => new Date(now.getTime() + keyLeaseMs);

const freshKey = (fingerprint: string, now: Date): IdempotencyKey => ({
  fingerprint,
  use: randomUUID(),
  leaseExpiresAt: leaseFrom(now),
  status: null,
  answer: null,
  expireAt: new Date(now.getTime() + keyLifetimeMs),
});

const keyReused = (): DomainError =>
  new DomainError(
    'invalid-argument',
    'IDEMPOTENCY_KEY_REUSED',
    'this Idempotency-Key came with another request less than 24 hours ago: send a key of its own with each request',
  );

const keyInUse = (heldSeconds: number): DomainError =>
  new DomainError(
    'aborted',
    'IDEMPOTENCY_KEY_IN_USE',
    'a request with this Idempotency-Key is under way: send the same request again later, and get its answer',
    { retryAfterSeconds: Math.min(heldSeconds, retryAfterSecondsMax) },
  );
