import type { ForecastBatch } from '../contracts/forecast-batch.ts';
import type { RunCost, SeriesCounts, SeriesOutcome } from '../contracts/forecast-run.ts';
import { addCosts } from './cost-since.ts';
import { outcomesInRunMax } from './limits.ts';

/** What the batches of a run came to, added up one by one in bounded memory. */
export class BatchTotals {
  batches = 0;
  counts: SeriesCounts = { forecast: 0, skipped: 0, failed: 0 };
  cost: RunCost | null = null;
  readonly #failed: SeriesOutcome[] = [];
  readonly #skipped: SeriesOutcome[] = [];

  add({ counts, outcomes, cost }: Pick<ForecastBatch, 'counts' | 'outcomes' | 'cost'>): void {
    this.batches += 1;
    this.counts = {
      forecast: this.counts.forecast + counts.forecast,
      skipped: this.counts.skipped + counts.skipped,
      failed: this.counts.failed + counts.failed,
    };
    if (cost !== null) this.cost = this.cost === null ? cost : addCosts(this.cost, cost);
    for (const one of outcomes) {
      if (one.outcome === 'failed') keep(this.#failed, one);
      if (one.outcome === 'skipped') keep(this.#skipped, one);
    }
  }

  /** The first series that were not forecast, those that failed before those that were skipped. */
  get troubled(): readonly SeriesOutcome[] {
    return [...this.#failed, ...this.#skipped].slice(0, outcomesInRunMax);
  }
}

function keep(list: SeriesOutcome[], one: SeriesOutcome): void {
  if (list.length < outcomesInRunMax) list.push(one);
}
