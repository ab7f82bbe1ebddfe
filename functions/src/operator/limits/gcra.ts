/** So much within a time. */
export interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** What a bucket answers. */
export interface Verdict {
  readonly admitted: boolean;
  /** What the bucket was before. */
  readonly fullBefore: number;
  /** What the bucket is after the answer, to be kept. */
  readonly fullAt: number;
  /** What is left, rounded down. */
  readonly remaining: number;
  /** When all of it will be there again, in ms from now. */
  readonly resetMs: number;
  /** When the same would be admitted, in ms from now; 0 where it was. */
  readonly retryAfterMs: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371, virtual scheduling) with a tolerance of one window, which is a token bucket
 * of `limit` tokens that fills within `windowMs`: may something of `cost` go on at `now`?
 *
 * All there is to keep of a bucket is the instant `fullAt` (ms) at which it will be full, in the literature the theoretical
 * arrival time. As that is a time and no number of tokens, a limit may change between two questions. What costs more than
 * the limit is taken for all of it, or it would never go on. What is refused costs nothing.
 */
export function ask(fullAt: number, { limit, windowMs }: Rate, cost: number, now: number): Verdict {
  const before = Math.max(fullAt, now);
  const after = before + (Math.min(cost, limit) * windowMs) / limit;
  const admitted = after - now <= windowMs;
  const kept = admitted ? after : before;
  return {
    admitted,
    fullBefore: before,
    fullAt: kept,
    remaining: Math.max(0, Math.floor((limit * (windowMs - (kept - now))) / windowMs + roundingError)),
    resetMs: kept - now,
    retryAfterMs: admitted ? 0 : after - now - windowMs,
  };
}

/** Sums of many small parts of a window come out a little too large. */
const roundingError = 1e-6;

/** The bucket after something that nobody asked for was taken: `fullAt` may lie further away than a window. */
export const charge = (fullAt: number, { limit, windowMs }: Rate, cost: number, now: number): number =>
  Math.max(fullAt, now) + (cost * windowMs) / limit;
