import { ExpiringCache } from '../firestore/expiring-cache.ts';

export type Picture = Uint8Array<ArrayBuffer>;

/** Pictures kept, of some 100 KB each, and for how long. */
const picturesMax = 50;
const keptMs = 60_000;

/**
 * The pictures behind links, each drawn once a minute and instance at the most, however many load it or how often: links need
 * no credentials.
 */
export class LinkedPictures {
  readonly #kept = new ExpiringCache<Picture>({ entriesMax: picturesMax, lifetimeMs: keptMs });
  readonly #underWay = new Map<string, Promise<Picture | undefined>>();

  /** The picture of a token that was checked, kept or drawn. */
  async get(
    token: string,
    now: Date,
    draw: () => Promise<Picture | undefined>,
  ): Promise<Picture | undefined> {
    const kept = this.#kept.get(token, now);
    if (kept !== undefined) return kept;
    const drawing = this.#underWay.get(token) ?? draw().finally(() => this.#underWay.delete(token));
    this.#underWay.set(token, drawing);
    const picture = await drawing;
    if (picture !== undefined) this.#kept.set(token, picture, now);
    return picture;
  }
}
