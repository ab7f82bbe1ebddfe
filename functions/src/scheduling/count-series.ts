import type { SeriesCounts, SeriesOutcome } from '../contracts/forecast-run.ts';

/** How many series came to which outcome. Sums of series are not counted. */
export function countSeries(outcomes: readonly SeriesOutcome[]): SeriesCounts {
  const counts = { forecast: 0, skipped: 0, failed: 0 };
  for (const { metricId, outcome } of outcomes) {
    if (metricId !== null) counts[outcome] += 1;
  }
  return counts;
}
