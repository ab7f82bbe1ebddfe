/** How long after a batch its series are analysed: what comes meanwhile is analysed along. */
export const analysisDelayMs = 3_000;

/** A task this close to its time may have read the points already; clocks of two machines differ by less. */
const marginMs = 500;

/** Entries from which on those that are over are thrown away. */
const tidyFrom = 5_000;

/** A series, and the span of instants that came, in ms UTC. */
export interface TouchedSpan {
  readonly metricId: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Analyses of one organization that this instance asked for and that have not begun yet. A series that gets ten
 * batches within the delay needs one: its task reads everything that is stored when it begins.
 *
 * Times are of the machine's own clock: this is about when things happen, not about when data is from.
 */
export class AnalysisSchedule {
  readonly #pending = new Map<string, { readonly runAt: number; readonly from: number }>();

  /** Those series for which no analysis is on its way that begins later than now and no later in their data. */
  notYetAsked(series: readonly TouchedSpan[], now: number): TouchedSpan[] {
    return series.filter(({ metricId, from }) => {
      const pending = this.#pending.get(metricId);
      return pending === undefined || pending.runAt - marginMs <= now || from < pending.from;
    });
  }

  /** Remembers that these series will be analysed at `runAt`. */
  asked(series: readonly TouchedSpan[], runAt: number): void {
    if (this.#pending.size >= tidyFrom) this.#tidy(runAt - analysisDelayMs);
    for (const { metricId, from } of series) this.#pending.set(metricId, { runAt, from });
  }

  /** An analysis of the series begins in this instance: what comes from now on needs another one. */
  begun(metricId: string): void {
    this.#pending.delete(metricId);
  }

  #tidy(now: number): void {
    for (const [metricId, { runAt }] of this.#pending) if (runAt <= now) this.#pending.delete(metricId);
  }
}
