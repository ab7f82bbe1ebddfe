/**
 * The index of due jobs: jobs by when the sweep is to take them, earliest first, those of one moment in the order of their
 * names. What Firestore's index is to the sweep. Bounded memory: one list for each minute, through one array of links.
 */
export class DueJobs {
  /** @type {Int32Array} */ #heads;
  /** @type {Int32Array} */ #links;
  /** @type {Int32Array} milliseconds into the minute of each job */ #places;
  /** @type {number[]} */ #open = [];
  #openAt = 0;
  #oldest = 0;

  /**
   * @param {number} jobs
   * @param {number} minutes
   */
  constructor(jobs, minutes) {
    this.#heads = new Int32Array(minutes).fill(-1);
    this.#links = new Int32Array(jobs).fill(-1);
    this.#places = new Int32Array(jobs);
  }

  /**
   * @param {number} job
   * @param {number} dueMs from the beginning, in a minute later than any that was taken from last
   */
  add(job, dueMs) {
    const minute = Math.floor(dueMs / 60_000);
    this.#places[job] = dueMs - minute * 60_000;
    this.#links[job] = this.#heads[minute] ?? -1;
    this.#heads[minute] = job;
  }

  /**
   * Takes the first job that is due in `minute` or an earlier one; undefined when there is none.
   *
   * @param {number} minute
   * @returns {number | undefined}
   */
  take(minute) {
    while (this.#openAt >= this.#open.length) {
      if (this.#oldest > minute || this.#oldest >= this.#heads.length) return undefined;
      this.#openNext();
    }
    const job = this.#open[this.#openAt];
    this.#openAt += 1;
    return job;
  }

  #openNext() {
    const places = this.#places;
    /** @type {number[]} */
    const jobs = [];
    for (let job = this.#heads[this.#oldest] ?? -1; job >= 0; job = this.#links[job] ?? -1) jobs.push(job);
    this.#open = jobs.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
    this.#openAt = 0;
    this.#oldest += 1;
  }
}
