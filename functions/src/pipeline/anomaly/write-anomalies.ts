import type { Anomaly } from '../../contracts/anomaly.ts';
import { type DrillDownFields, noDrillDown } from '../../contracts/contribution.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { BatchDetection } from './detect-batch.ts';
import { anomalyDocument, anomalyIdOf, type DetectedAnomaly } from './episode-documents.ts';

const anomaliesPerCommit = 200;

/**
 * Writes the episodes that began, changed or ended; the label that a member gave one stays as it is, and so does what
 * was found of its siblings, where there is nothing newer.
 */
export async function writeAnomalies(
  ctx: Ctx,
  metricId: string,
  metric: Metric,
  found: BatchDetection | undefined,
  drillDowns: ReadonlyMap<number, DrillDownFields>,
): Promise<{ anomalyId: string; anomaly: Anomaly }[]> {
  const documents = [...(found?.episodes.values() ?? [])].map(
    (episode): [string, DetectedAnomaly & Partial<DrillDownFields>] => [
      anomalyIdOf(metricId, episode.startAt),
      {
        ...anomalyDocument(
          metricId,
          metric,
          { episode, extent: found?.extents.get(episode.startAt) },
          ctx.now,
        ),
        ...drillDowns.get(episode.startAt),
      },
    ],
  );
  const anomalies = collection(ctx.db.firestore, ctx.orgId, 'anomalies');
  for (let start = 0; start < documents.length; start += anomaliesPerCommit) {
    await ctx.db.commit((writer) => {
      for (const [id, document] of documents.slice(start, start + anomaliesPerCommit)) {
        writer.merge(anomalies.doc(id), document);
      }
    });
  }
  return documents.map(([anomalyId, document]) => ({
    anomalyId,
    anomaly: { ...noDrillDown, ...document, ...labelOf(metric, anomalyId) },
  }));
}

/** The label that a member gave it, as far as the metric heeds it: alert rules do. Who gave it they do not ask. */
function labelOf(
  { feedback }: Metric,
  anomalyId: string,
): Pick<Anomaly, 'label' | 'labelledBy' | 'labelledAt'> {
  const lesson = feedback?.lessons.find((one) => one.anomalyId === anomalyId);
  return { label: lesson?.label ?? null, labelledBy: null, labelledAt: lesson?.labelledAt ?? null };
}
