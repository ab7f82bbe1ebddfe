import { createHash } from 'node:crypto';
import { attemptsMax, retryAfterMaxMs, retryDelaysMs } from './limits.ts';

/** A number in [0, 1) that follows from its parts: chance without a die, so that a retry is due at the same time twice. */
export function evenly(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE(0) / 2 ** 32;
}

/** A failed attempt: whose, the how manieth (from 1), when it ended, and what the other side asked for. */
export interface FailedAttempt {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly now: Date;
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * When to try again after a temporary failure; null when the attempts are used up.
 *
 * The schedule of Standard Webhooks with a jitter of ±10 %, so that what failed together does not come back together, and
 * not before `Retry-After`, of which at most a day is heeded.
 */
export function nextAttemptAfter({
  deliveryId,
  attempt,
  now,
  retryAfterSeconds,
}: FailedAttempt): Date | null {
  const delay = retryDelaysMs[attempt];
  if (delay === undefined || attempt >= attemptsMax) return null;
  const chance = evenly(deliveryId, attempt);
  const scheduled = delay * (0.9 + 0.2 * chance);
  const asked = Math.min(retryAfterMaxMs, Math.max(0, retryAfterSeconds ?? 0) * 1_000) * (1 + 0.1 * chance);
  return new Date(now.getTime() + Math.round(Math.max(scheduled, asked)));
}
