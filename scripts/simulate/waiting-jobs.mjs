/**
 * How many jobs of each organization wait for each instant: what the sweep counts to give turns, and what counting costs.
 */
export class WaitingJobs {
  /** @type {Map<number, number>} */ #counts = new Map();
  /** @type {Set<number>} organizations and instants that this sweep has counted */ #counted = new Set();
  #organizations;
  reads = 0;

  /** @param {number} organizations */
  constructor(organizations) {
    this.#organizations = organizations;
  }

  beginSweep() {
    this.#counted.clear();
  }

  /**
   * One more job waits; answers its turn, i.e. how many of its organization waited before.
   *
   * @param {number} organization
   * @param {number} minute that it waits for
   */
  add(organization, minute) {
    const key = minute * this.#organizations + organization;
    const before = this.#counts.get(key) ?? 0;
    this.#counts.set(key, before + 1);
    if (!this.#counted.has(key)) {
      this.#counted.add(key);
      this.reads += Math.max(1, Math.ceil(before / 1_000));
    }
    return before;
  }

  /**
   * @param {number} organization
   * @param {number} minute
   */
  remove(organization, minute) {
    const key = minute * this.#organizations + organization;
    const left = (this.#counts.get(key) ?? 1) - 1;
    if (left === 0) this.#counts.delete(key);
    else this.#counts.set(key, left);
  }
}
