/** Carries out one operation that was waiting; where the process dies of it, nobody hears the answer. */
type Turn = (dies: boolean) => Promise<void>;

/**
 * Work whose every operation on the store or the queue waits until the test lets it go: between two steps the process
 * stands still, as one does that is descheduled, and it can die before or after any of them.
 */
export class SteppedProcess {
  readonly name: string;
  /** What the work came to; undefined while it goes on, and for ever once it is dead. */
  outcome: PromiseSettledResult<unknown> | undefined;
  #waiting: Turn[] = [];
  #dead = false;
  #moving = false;
  #noticed: () => void = () => undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Begins the work and goes on until it waits for its first step, or ended without one. */
  async start(work: () => Promise<unknown>): Promise<void> {
    void Promise.allSettled([work()]).then(([outcome]) => {
      this.outcome = outcome;
      this.#noticed();
    });
    await this.#standstill();
  }

  get alive(): boolean {
    return !this.#dead && this.outcome === undefined;
  }

  /** Called by the work: carries out `operation` when its turn has come. What a transaction asks for is part of its step. */
  pass<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#moving) return operation();
    return new Promise((resolve, reject) => {
      this.#waiting.push(async (dies) => {
        this.#moving = true;
        const [outcome] = await Promise.allSettled([operation()]);
        this.#moving = false;
        if (dies || outcome === undefined) return;
        if (outcome.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome.reason);
      });
      this.#noticed();
    });
  }

  /** Lets one operation go, and the work after it up to the next. */
  async step(): Promise<void> {
    if (!this.alive) return;
    await this.#waiting.shift()?.(false);
    await this.#standstill();
  }

  /** The process dies: before its next operation, or after it. */
  async die(when: 'before' | 'after'): Promise<void> {
    this.#dead = true;
    const next = this.#waiting.shift();
    this.#waiting = [];
    if (when === 'after') await next?.(true);
  }

  /** What runs between two operations are microtasks, except where the work waits for something of its own. */
  async #standstill(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.alive && this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        this.#noticed = resolve;
      });
    }
  }
}
