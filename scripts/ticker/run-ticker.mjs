import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../setup/say.mjs';
import { tickOnce } from './tick-once.mjs';

/**
 * Ticks a scheduled function every some seconds until the signal aborts: at once, then at the interval. Ticks never
 * overlap; one that fails is reported and the next is tried, as Cloud Scheduler would.
 *
 * @param {import('./tick-once.mjs').ScheduledFunction} target
 * @param {{ intervalMs: number, signal: AbortSignal }} options
 * @returns {Promise<void>} resolved when it has stopped
 */
export async function runTicker(target, { intervalMs, signal }) {
  while (!signal.aborted) {
    const startedAt = Date.now();
    await tickOnce(target).catch((error) => say(`tick: ${error.message}`));
    const remainingMs = Math.max(0, startedAt + intervalMs - Date.now());
    await sleep(remainingMs, undefined, { signal }).catch(() => undefined);
  }
}
