/**
 * How often each whole number of seconds came, for quantiles of millions of delays in little memory.
 */
export class Tally {
  /** @type {Float64Array} */ #counts;
  #count = 0;
  #sum = 0;

  /** @param {number} secondsMax */
  constructor(secondsMax) {
    this.#counts = new Float64Array(secondsMax + 1);
  }

  /** @param {number} seconds */
  add(seconds) {
    const place = Math.min(this.#counts.length - 1, Math.max(0, Math.round(seconds)));
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#count += 1;
    this.#sum += seconds;
  }

  /** The least number of seconds that a share of all did not exceed. @param {number} share */
  quantile(share) {
    let left = share * this.#count;
    for (const [seconds, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0 && count > 0) return seconds;
    }
    return 0;
  }

  get count() {
    return this.#count;
  }

  summary() {
    const mean = this.#count === 0 ? 0 : Math.round((10 * this.#sum) / this.#count) / 10;
    const quantiles = { median: 0.5, p90: 0.9, p99: 0.99, p999: 0.999, max: 1 };
    const at = Object.entries(quantiles).map(([name, share]) => [name, this.quantile(share)]);
    return { mean, ...Object.fromEntries(at) };
  }
}
