import { Tally } from './tally.mjs';

/** Classes of organizations by how many jobs they have. */
const classes = /** @type {const} */ ([
  ['upTo10Jobs', 10],
  ['upTo100Jobs', 100],
  ['upTo1000Jobs', 1_000],
  ['more', Number.POSITIVE_INFINITY],
]);

/** How long runs of organizations of each size wait: whether small ones wait for large ones. */
export class DelaysBySize {
  /** @type {Uint8Array} the class of each organization */ #classOf;
  /** @type {Tally[]} */ #tallies;
  /** @type {number[]} */ #organizations;

  /**
   * @param {import('./population.mjs').Population} population
   * @param {number} secondsMax
   */
  constructor({ organizations, organizationOf }, secondsMax) {
    const sizes = new Uint32Array(organizations);
    for (const organization of organizationOf) sizes[organization] = (sizes[organization] ?? 0) + 1;
    this.#classOf = Uint8Array.from(sizes, (size) => classes.findIndex(([, most]) => size <= most));
    this.#tallies = classes.map(() => new Tally(secondsMax));
    this.#organizations = classes.map((_, place) => this.#classOf.filter((one) => one === place).length);
  }

  /**
   * @param {number} organization
   * @param {number} seconds
   */
  add(organization, seconds) {
    this.#tallies[this.#classOf[organization] ?? 0]?.add(seconds);
  }

  summary() {
    return Object.fromEntries(
      classes.map(([name], place) => [
        name,
        {
          organizations: this.#organizations[place] ?? 0,
          runs: this.#tallies[place]?.count ?? 0,
          ...this.#tallies[place]?.summary(),
        },
      ]),
    );
  }
}
