import type { AnomalyBackfill } from '../../../contracts/anomaly-backfill.ts';
import type { Ctx } from '../../../firestore/context.ts';
import type { BatchDetection } from '../detect-batch.ts';
import { anomalyIdOf } from '../episode-documents.ts';
import { writeAnomalies } from '../write-anomalies.ts';
import { isWithin, knownAnomalies, lostAnomalies, type Span, supersedeAnomalies } from './known-anomalies.ts';
import type { NamedMetric } from './next-metric.ts';

/** What was found in a part of a series: `range` is what is asked for, `seen` what the detector saw in this part. */
export interface Findings {
  readonly found: BatchDetection;
  readonly range: Span;
  readonly seen: Span;
}

/**
 * Writes the anomalies of the range that began, changed or ended, and marks those that began in the part and were not found
 * again; with `reportOnly` it counts them.
 */
export async function keepAnomalies(
  ctx: Ctx,
  { metricId, metric }: NamedMetric,
  { found, range, seen }: Findings,
  reportOnly: boolean,
): Promise<AnomalyBackfill['anomalies']> {
  const episodes = new Map([...found.episodes].filter(([startAt]) => isWithin(startAt, range)));
  const judged = { from: Math.max(range.from, seen.from), to: Math.min(range.to, seen.to) };
  const known = await knownAnomalies(ctx, metricId, judged);
  const starts = [...episodes.keys()].filter((startAt) => isWithin(startAt, judged));
  const ids = starts.map((startAt) => anomalyIdOf(metricId, startAt));
  const lost = lostAnomalies(known, new Set(ids));
  if (!reportOnly) {
    // What siblings did is not looked up: over all series of a key it would cost each of them the chunks of all others.
    await writeAnomalies(ctx, metricId, metric, { ...found, episodes }, new Map());
    await supersedeAnomalies(ctx, lost);
  }
  const fresh = ids.filter((id) => known.get(id)?.supersededAt !== null).length;
  return { found: ids.length, fresh, superseded: lost.length };
}
