interface Entry<V> {
  readonly value: V;
  readonly expiresAtMs: number;
}

export interface ExpiringCacheOptions {
  readonly entriesMax: number;
  readonly lifetimeMs: number;
}

/** A map that forgets: entries after `lifetimeMs`, and the least recently used beyond `entriesMax`. Time is passed in. */
export class ExpiringCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #entriesMax: number;
  readonly #lifetimeMs: number;

  constructor({ entriesMax, lifetimeMs }: ExpiringCacheOptions) {
    this.#entriesMax = entriesMax;
    this.#lifetimeMs = lifetimeMs;
  }

  get(key: string, now: Date): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.expiresAtMs <= now.getTime()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  set(key: string, value: V, now: Date): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAtMs: now.getTime() + this.#lifetimeMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#entriesMax && oldest !== undefined) this.#entries.delete(oldest);
  }
}
