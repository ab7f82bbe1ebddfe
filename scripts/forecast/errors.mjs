/** What a person can only mend on the command line or in the whole file: exit code 2. */
export class UsageError extends Error {}

/** What is wrong with one series or line; the others go on. `id` where it could be read. */
export class SeriesError extends Error {
  /**
   * @param {string} message
   * @param {string | number} [id]
   */
  constructor(message, id) {
    super(message);
    this.id = id;
  }
}
