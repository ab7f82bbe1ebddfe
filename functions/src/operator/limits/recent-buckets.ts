/**
 * Instants at which buckets will be full, by name. Holds the most recently asked only: a bucket that is forgotten is full
 * again, so who has so many callers that they crowd each other out is bounded by the organization's limit alone.
 */
export class RecentBuckets {
  readonly #fullAt = new Map<string, number>();
  readonly #bucketsMax: number;

  constructor(bucketsMax: number) {
    this.#bucketsMax = bucketsMax;
  }

  get(name: string): number {
    return this.#fullAt.get(name) ?? 0;
  }

  set(name: string, fullAt: number): void {
    this.#fullAt.delete(name);
    this.#fullAt.set(name, fullAt);
    const [oldest] = this.#fullAt.keys();
    if (this.#fullAt.size > this.#bucketsMax && oldest !== undefined) this.#fullAt.delete(oldest);
  }
}
