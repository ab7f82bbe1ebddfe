import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

const trustMs = 60_000;
const keysMax = 5_000;

/**
 * How many series the metric keys of one organization have, as far as an instance had to know: counted, one read for each
 * thousand, at most once a minute and key, and only where new series of the key come.
 */
export class SeriesCounts {
  readonly #counts = new Map<string, { count: number; readonly until: number }>();

  async of(ctx: Ctx, key: string): Promise<number> {
    const known = this.#counts.get(key);
    if (known !== undefined && known.until > ctx.now.getTime()) return known.count;
    const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
    const count = await ctx.db.count(metrics.where('key', '==', key));
    this.#counts.delete(key);
    this.#counts.set(key, { count, until: ctx.now.getTime() + trustMs });
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > keysMax && oldest !== undefined) this.#counts.delete(oldest);
    return count;
  }

  /** Series of a key that were made, or, where negative, were not made after all. */
  add(key: string, made: number): void {
    const known = this.#counts.get(key);
    if (known !== undefined) known.count += made;
  }
}
