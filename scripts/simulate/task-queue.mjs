/**
 * When a queue of Cloud Tasks starts its tasks: no more than so many in one second, each in the first second from its own
 * on that has room. With workers that need a second for each, which is whatever is less of their number and what the queue starts.
 */
export class TaskStarts {
  /** @type {Uint16Array} */ #started;
  /** @type {Int32Array} the first second from here on that may have room; shortened as it is walked */ #next;
  #perSecondMax;
  mostInOneSecond = 0;

  /**
   * @param {number} seconds
   * @param {number} perSecondMax
   */
  constructor(seconds, perSecondMax) {
    this.#started = new Uint16Array(seconds);
    this.#next = Int32Array.from({ length: seconds }, (_, second) => second);
    this.#perSecondMax = perSecondMax;
  }

  /**
   * @param {number} second the first in which the task may start
   * @returns {number} the second in which it does
   */
  start(second) {
    const free = this.#firstFree(second);
    const count = (this.#started[free] ?? 0) + 1;
    this.#started[free] = count;
    this.mostInOneSecond = Math.max(this.mostInOneSecond, count);
    if (count >= this.#perSecondMax) this.#next[free] = free + 1;
    return free;
  }

  /** @param {number} second */
  #firstFree(second) {
    let free = second;
    while ((this.#next[free] ?? free) !== free) free = this.#next[free] ?? free;
    for (let at = second; at < free; ) {
      const then = this.#next[at] ?? free;
      this.#next[at] = free;
      at = then;
    }
    if (free >= this.#started.length)
      throw new RangeError('the queue does not empty within the simulated time');
    return free;
  }
}
