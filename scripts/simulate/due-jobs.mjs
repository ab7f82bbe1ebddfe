/**
 * The index of due jobs: jobs by the minute they wait for, oldest first, those of one minute in the order of their names.
 * What Firestore's index is to the sweep. Bounded memory: one list for each minute, through one array of links.
 */
export class DueJobs {
  /** @type {Int32Array} */ #heads;
  /** @type {Int32Array} */ #links;
  /** @type {number[] | Int32Array} */ #open = [];
  #openMinute = -1;
  #openAt = 0;
  #oldest = 0;

  /**
   * @param {number} jobs
   * @param {number} minutes jobs that wait for a later minute are left out
   */
  constructor(jobs, minutes) {
    this.#heads = new Int32Array(minutes).fill(-1);
    this.#links = new Int32Array(jobs).fill(-1);
  }

  /**
   * @param {number} job
   * @param {number} minute later than any that was taken last
   */
  add(job, minute) {
    if (minute >= this.#heads.length) return;
    this.#links[job] = this.#heads[minute] ?? -1;
    this.#heads[minute] = job;
  }

  /**
   * Takes the oldest job that waits for `minute` or an earlier one; undefined when there is none.
   *
   * @param {number} minute
   * @returns {{ job: number, minute: number } | undefined}
   */
  take(minute) {
    while (this.#openAt >= this.#open.length) {
      if (this.#oldest > minute || this.#oldest >= this.#heads.length) return undefined;
      this.#openNext();
    }
    const job = this.#open[this.#openAt];
    this.#openAt += 1;
    return job === undefined ? undefined : { job, minute: this.#openMinute };
  }

  #openNext() {
    /** @type {number[]} */
    const jobs = [];
    for (let job = this.#heads[this.#oldest] ?? -1; job >= 0; job = this.#links[job] ?? -1) jobs.push(job);
    this.#open = Int32Array.from(jobs).sort();
    this.#openMinute = this.#oldest;
    this.#openAt = 0;
    this.#oldest += 1;
  }
}
