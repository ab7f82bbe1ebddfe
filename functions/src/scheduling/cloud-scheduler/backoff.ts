import { type SchedulerError, schedulerErrorOf } from './scheduler-error.ts';

/** How long a call is tried, and by which clock and dice it waits. */
export interface Backoff {
  /** Calls in all, the first included. */
  readonly attemptsMax: number;
  readonly firstWaitMs: number;
  readonly waitMaxMs: number;
  sleep(ms: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

/**
 * Calls until it succeeds, is refused for good, or was tried often enough: exponential backoff with equal jitter, i.e.
 * between half of `firstWaitMs` · 2ⁿ and the whole. Throws the last error, classified.
 */
export async function withBackoff<T>(backoff: Backoff, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (caught) {
      const error: SchedulerError = schedulerErrorOf(caught);
      if (!error.passes || attempt >= backoff.attemptsMax) throw error;
      const full = Math.min(backoff.waitMaxMs, backoff.firstWaitMs * 2 ** (attempt - 1));
      await backoff.sleep(full * (0.5 + backoff.random() / 2));
    }
  }
}
