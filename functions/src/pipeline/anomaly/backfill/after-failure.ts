import type { AnomalyBackfill } from '../../../contracts/anomaly-backfill.ts';
import { DomainError } from '../../../contracts/errors.ts';
import type { SliceDone, SliceFailure } from './do-slice.ts';
import { attemptsMax, problemsMax } from './limits.ts';
import { messageOf } from './message.ts';

/**
 * How a backfill goes on after something went wrong: what went well before is kept as a slice of its own, so that the next
 * one begins at the fault; there the attempts are counted, and after `attemptsMax` of them the series is given up.
 */
export function afterFailure(
  now: Date,
  before: AnomalyBackfill,
  { backfill, progress }: SliceDone,
  { metricId, error, partsDone }: SliceFailure,
): Pick<SliceDone, 'backfill' | 'progress'> & { readonly thrown?: unknown } {
  const slices = before.slices + 1;
  if (partsDone > 0) {
    return { backfill: { ...backfill, message: messageOf(backfill), slices, failures: 0 }, progress };
  }
  const failures = before.failures + 1;
  const detail = error instanceof DomainError ? error.message : 'an unexpected error, which is in the log';
  if (failures < attemptsMax) {
    const message = `attempt ${failures} of ${attemptsMax} did not end well: ${detail}`;
    return { backfill: { ...before, message, failures }, progress: null, thrown: error };
  }
  if (metricId === null) {
    return { backfill: { ...backfill, state: 'failed', message: detail, finishedAt: now }, progress: null };
  }
  const given = {
    ...backfill,
    series: { done: backfill.series.done + 1, failed: backfill.series.failed + 1 },
    problems: [...backfill.problems, { metricId, detail }].slice(0, problemsMax),
    ...{ current: null, afterMetricId: metricId, slices, failures: 0 },
  };
  return { backfill: { ...given, message: messageOf(given) }, progress: null };
}
