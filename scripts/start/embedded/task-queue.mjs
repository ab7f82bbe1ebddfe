import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What Cloud Tasks do, in this process: deliver later, a few at a time, again when it failed.
 *
 * @typedef {{ deliver: (payload: unknown) => Promise<unknown>, name: string }} Worker
 * @typedef {{ concurrency: number, attemptsMax: number, backoffMs: number, report: (message: string) => void }} Policy
 */

/** @type {Omit<Policy, 'report'>} */
const defaults = { concurrency: 2, attemptsMax: 8, backoffMs: 500 };

/**
 * A queue for tasks of any worker. Order is that of arrival as far as the concurrency allows; what fails waits twice
 * as long each time before it is tried again, and is reported when it is given up.
 *
 * @param {Pick<Policy, 'report'> & Partial<Policy>} policy
 */
export function taskQueue(policy) {
  const { concurrency, attemptsMax, backoffMs, report } = { ...defaults, ...policy };
  const stopping = new AbortController();
  /** @type {(() => Promise<void>)[]} */
  const waiting = [];
  /** @type {Set<Promise<void>>} */
  const running = new Set();

  function startNext() {
    while (running.size < concurrency && !stopping.signal.aborted) {
      const task = waiting.shift();
      if (task === undefined) return;
      const work = task().finally(() => {
        running.delete(work);
        startNext();
      });
      running.add(work);
    }
  }

  /**
   * @param {Worker} worker
   * @param {string} payload
   */
  async function deliver({ deliver: attempt, name }, payload) {
    for (let tried = 1; !stopping.signal.aborted; tried += 1) {
      try {
        await attempt(JSON.parse(payload));
        return;
      } catch (error) {
        if (tried >= attemptsMax) return report(`${name} failed ${tried} times and was given up: ${error}`);
        const pauseMs = backoffMs * 2 ** (tried - 1);
        // The pause ends early when the queue stops; the loop sees it.
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  return {
    /**
     * Takes a task. It is delivered after the caller has gone on, from a copy of the payload as JSON has it.
     *
     * @param {Worker} worker
     * @param {unknown} payload
     */
    enqueue(worker, payload) {
      const copy = JSON.stringify(payload);
      waiting.push(() => deliver(worker, copy));
      setImmediate(startNext);
    },
    /** Drops what waits and resolves when what runs has ended. */
    async stop() {
      stopping.abort();
      waiting.length = 0;
      await Promise.all(running);
    },
  };
}
