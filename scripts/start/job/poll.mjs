import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer.
 *
 * @template T
 * @param {() => Promise<T | undefined>} ask answers undefined while it is too early
 * @param {{ intervalMs: number, timeoutMs: number, signal: AbortSignal, late: () => string }} options `late` is the
 *   message of the error when the time is over
 * @returns {Promise<T>}
 */
export async function poll(ask, { intervalMs, timeoutMs, signal, late }) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(late());
    await sleep(intervalMs, undefined, { signal });
  }
}
