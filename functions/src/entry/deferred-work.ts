import type { Deferred } from '../contracts/deferred.ts';

/** Hears of work that failed. */
type Warn = (message: string, error: unknown) => void;

/**
 * Work put off by timers of this process. Between calls an instance of Cloud Run has next to no processor time, so what is due
 * then is done with the next call, or when the instance is told to stop.
 */
export class DeferredWork implements Deferred {
  readonly #warn: Warn;
  readonly #waiting = new Map<() => Promise<void>, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();

  constructor(warn: Warn) {
    this.#warn = warn;
  }

  later(work: () => Promise<void>, delayMs = 0): void {
    // A function of its own, so that the same work can wait twice.
    const once = () => work();
    const timer = setTimeout(() => this.#start(once), delayMs);
    timer.unref();
    this.#waiting.set(once, timer);
  }

  /** Does all that waits, at once, and ends when nothing waits or runs any more. */
  async flush(): Promise<void> {
    while (this.#waiting.size > 0 || this.#running.size > 0) {
      for (const work of [...this.#waiting.keys()]) this.#start(work);
      await Promise.all(this.#running);
    }
  }

  #start(work: () => Promise<void>): void {
    clearTimeout(this.#waiting.get(work));
    this.#waiting.delete(work);
    const running = Promise.resolve()
      .then(work)
      .catch((error: unknown) => this.#warn('work put off until after an answer failed', error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}
