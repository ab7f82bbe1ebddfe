import type { Deferred } from '../../src/contracts/deferred.ts';

/** Work that waits until the test has it done, so that nothing happens behind its back. */
export class HeldWork implements Deferred {
  readonly waiting: (() => Promise<void>)[] = [];

  later(work: () => Promise<void>): void {
    this.waiting.push(work);
  }

  /** Does all that waits, in order; what fails fails the test. */
  async run(): Promise<void> {
    for (let work = this.waiting.shift(); work !== undefined; work = this.waiting.shift()) await work();
  }
}
