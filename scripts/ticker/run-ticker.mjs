import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../setup/say.mjs';

/**
 * Ticks a scheduled function every some seconds until the signal aborts: at once, then at the interval. Ticks never
 * overlap; one that fails is reported and the next is tried, as Cloud Scheduler would.
 *
 * @param {() => Promise<void>} tick invokes the function, as `tickOnce` does
 * @param {{ intervalMs: number, signal: AbortSignal }} options
 * @returns {Promise<void>} resolved when it has stopped
 */
export async function runTicker(tick, { intervalMs, signal }) {
  while (!signal.aborted) {
    const startedAt = Date.now();
    await tick().catch((error) => {
      if (!signal.aborted) say(`tick: ${error.message}`);
    });
    const remainingMs = Math.max(0, startedAt + intervalMs - Date.now());
    await sleep(remainingMs, undefined, { signal }).catch(() => undefined);
  }
}
