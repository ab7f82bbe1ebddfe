import type { ForecastRun, RunProgress, SeriesCounts } from '../contracts/forecast-run.ts';
import { isFinished } from './run-lease.ts';

/** A run whose batches do its work. */
export type FannedOutRun = ForecastRun & { readonly progress: RunProgress };

/**
 * The owner of the lease of a run whose batches were all handed out. The lease is a watchdog then: whoever works on a batch
 * renews it, and when nobody did the sweep finds the run. While nobody owns it, some batches may not have been handed out.
 */
export const batchesOwner = 'batches';

/** Whether the run was split into batches and is not over. */
export const isUnderWay = (run: ForecastRun): run is FannedOutRun =>
  run.progress !== null && !isFinished(run);

/** How far a run is, as a sentence. */
export function progressMessage({ series, batches, batchesDone, ...counts }: RunProgress): string {
  const done = counts.forecast + counts.skipped + counts.failed;
  return `${done} of ${series} series done, in ${batchesDone} of ${batches} batches`;
}

export const countsOf = ({ forecast, skipped, failed }: SeriesCounts): SeriesCounts => ({
  forecast,
  skipped,
  failed,
});
