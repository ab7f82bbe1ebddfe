import type { Layout, Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import type { SeriesBatch } from '../normalise/batch.ts';
import { admitSeries, type RefusedSeries } from './admit-series.ts';
import { countNewSeries } from './count-new-series.ts';
import { finerSpan } from './layout.ts';
import { newMetric } from './new-metric.ts';
import { SeriesCounts } from './series-counts.ts';

/** What ingestion has to know of a metric to write its points blindly. */
export interface SpineEntry {
  readonly layout: Layout;
  readonly unit: string | null;
  readonly kind: Metric['kind'];
  readonly created: boolean;
}

/** The entry of each series of a batch that is there or was made, and the others, by metric id. */
export interface EnsuredSeries {
  readonly entries: Map<string, SpineEntry>;
  readonly refused: Map<string, RefusedSeries>;
}

interface Cached {
  readonly entry: SpineEntry | RefusedSeries;
  readonly until: number;
}

/** How long an instance trusts what it knows of a metric. A point written under an older layout is still read. */
const trustMs = 60_000;
const cachedMax = 20_000;
const metricsPerCommit = 200;

/**
 * The metric documents of one organization, as far as ingestion needs them: made when a series first appears, read
 * once an instance and minute, given a finer layout when their chunks fill up.
 */
export class Spine {
  readonly #cache = new Map<string, Cached>();

  readonly #counts = new SeriesCounts();

  /**
   * The entry of each series of a batch; series never seen before get a document, unless there is no room for them. A series
   * that was refused is so for a minute without looking again.
   */
  async ensure(ctx: Ctx, series: readonly SeriesBatch[]): Promise<EnsuredSeries> {
    const ensured: EnsuredSeries = { entries: new Map(), refused: new Map() };
    const unknown: SeriesBatch[] = [];
    for (const one of series) {
      const cached = this.#cache.get(one.metricId);
      if (cached === undefined || cached.until <= ctx.now.getTime()) unknown.push(one);
      else if ('reason' in cached.entry) ensured.refused.set(one.metricId, cached.entry);
      else ensured.entries.set(one.metricId, cached.entry);
    }
    for (let start = 0; start < unknown.length; start += metricsPerCommit) {
      await this.#load(ctx, unknown.slice(start, start + metricsPerCommit), { ...ensured, batch: series });
    }
    return ensured;
  }

  async #load(
    ctx: Ctx,
    series: readonly SeriesBatch[],
    ensured: EnsuredSeries & { readonly batch: readonly SeriesBatch[] },
  ): Promise<void> {
    const { entries, refused, batch } = ensured;
    const absent = await this.#read(ctx, series, entries);
    if (absent.length === 0) return;
    const { admitted: missing, refused: tooMany } = await admitSeries(
      ctx,
      { missing: absent, batch },
      this.#counts,
    );
    for (const [metricId, refusal] of tooMany) {
      refused.set(metricId, refusal);
      this.#remember(ctx, metricId, refusal);
    }
    if (missing.length === 0) return;
    try {
      await ctx.db.commit((writer) => {
        countNewSeries(ctx, writer, missing.length);
        for (const one of missing) {
          const metric = newMetric(one, ctx.now);
          writer.create(collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(one.metricId), metric);
          entries.set(one.metricId, {
            layout: metric.layout,
            unit: metric.unit,
            kind: metric.kind,
            created: true,
          });
        }
      });
    } catch (error) {
      ctx.usage?.giveBack({ series: missing.length });
      for (const { key } of missing) this.#counts.add(key, -1);
      // Another instance made one of them first: its layout counts. The commit made none, so those left are made again.
      if (!isFirestoreError(error, 'alreadyExists')) throw error;
      await this.#load(ctx, missing, ensured);
      return;
    }
    for (const one of missing) this.#remember(ctx, one.metricId, entries.get(one.metricId));
  }

  async #read(
    ctx: Ctx,
    series: readonly SeriesBatch[],
    entries: Map<string, SpineEntry>,
  ): Promise<SeriesBatch[]> {
    const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
    const found = await ctx.db.getAll(series.map(({ metricId }) => metrics.doc(metricId)));
    return series.filter((one, index) => {
      const metric = found[index]?.data();
      if (metric === undefined) return true;
      const entry = { layout: metric.layout, unit: metric.unit, kind: metric.kind, created: false };
      entries.set(one.metricId, entry);
      this.#remember(ctx, one.metricId, entry);
      return false;
    });
  }

  /**
   * Lays new points of a series out by another span (the next finer one by default). Whoever comes second finds it
   * done: the generation tells.
   *
   * @returns the layout now in force.
   */
  async relayout(ctx: Ctx, metricId: string, seen: Layout, wanted = finerSpan(seen.span)): Promise<Layout> {
    const ref = collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId);
    const { entry } = await ctx.db.transaction(async (transaction) => {
      const metric = (await transaction.get(ref)).data();
      if (metric === undefined)
        throw new Error(`the metric ${metricId} vanished while its points were written`);
      const { unit, kind } = metric;
      if (metric.layout.generation > seen.generation) return { entry: { layout: metric.layout, unit, kind } };
      const layout: Layout = { span: wanted, generation: metric.layout.generation + 1 };
      transaction.merge(ref, { layout, updatedAt: ctx.now });
      return { entry: { layout, unit, kind } };
    });
    this.#remember(ctx, metricId, { ...entry, created: false });
    return entry.layout;
  }

  /** Unit and kind that a batch names and the metric does not have yet. */
  async describe(
    ctx: Ctx,
    series: readonly SeriesBatch[],
    entries: ReadonlyMap<string, SpineEntry>,
  ): Promise<void> {
    const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
    const changed = series.filter(({ metricId, unit, kind }) => {
      const entry = entries.get(metricId);
      if (entry === undefined) return false;
      return (unit !== undefined && unit !== entry.unit) || (kind !== undefined && kind !== entry.kind);
    });
    if (changed.length === 0) return;
    await ctx.db.commit((writer) => {
      for (const { metricId, unit, kind } of changed) {
        const change = { ...(unit === undefined ? {} : { unit }), ...(kind === undefined ? {} : { kind }) };
        writer.merge(metrics.doc(metricId), { ...change, updatedAt: ctx.now });
        this.#cache.delete(metricId);
      }
    });
  }

  #remember(ctx: Ctx, metricId: string, entry: SpineEntry | RefusedSeries | undefined): void {
    if (entry === undefined) return;
    if (this.#cache.size >= cachedMax) {
      const [oldest] = this.#cache.keys();
      if (oldest !== undefined) this.#cache.delete(oldest);
    }
    this.#cache.delete(metricId);
    const kept = 'reason' in entry ? entry : { ...entry, created: false };
    this.#cache.set(metricId, { entry: kept, until: ctx.now.getTime() + trustMs });
  }
}
