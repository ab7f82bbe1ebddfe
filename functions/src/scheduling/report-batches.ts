import type { SeriesCounts } from '../contracts/forecast-run.ts';
import type { FailWhen } from '../contracts/job-policies.ts';
import type { BatchTotals } from './batch-totals.ts';
import { excessOf, type RunReport, troubleOf } from './run-report.ts';

/**
 * The end of a run over `series` series whose batches are done, by the rules of `reportOutcomes`. Series in none of the
 * batches that are there, since somebody deleted one by hand, count as failed.
 */
export function reportBatches(
  series: number,
  { counts, troubled }: Pick<BatchTotals, 'counts' | 'troubled'>,
  failWhen: FailWhen | undefined,
): RunReport & { readonly counts: SeriesCounts } {
  const { forecast, skipped } = counts;
  const lost = Math.max(0, series - forecast - skipped - counts.failed);
  const failed = counts.failed + lost;
  const excess = forecast === 0 ? '' : excessOf(failed, series, failWhen);
  const state = excess === '' && forecast > 0 ? 'completed' : failed > 0 ? 'failed' : 'skipped';
  const trouble = troubleOf(troubled[0], skipped + counts.failed - 1);
  const gone = lost === 0 ? '' : `; the batches of ${lost} series are gone`;
  return {
    state,
    message: `${excess}${forecast} of ${series} series forecast${trouble}${gone}`,
    outcomes: troubled,
    counts: { forecast, skipped, failed },
    selection: { metricIds: { length: series }, problems: [] },
  };
}
