import { isDeepStrictEqual } from 'node:util';
import { anomalyLabels } from '../../contracts/feedback.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { withDates } from '../../firestore/converter.ts';
import { collectionPath } from '../../firestore/paths.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { lessonOf } from './lessons.ts';

/** Labels that a metric heeds: those of its newest labelled anomalies. */
export const lessonsMax = 20;

/**
 * Brings the lessons of a metric in line with the labels that stand on its anomalies, whoever set them and however.
 *
 * Lessons are derived, not collected: called twice, late or in any order it comes to the same, and a label that is taken
 * back, or an anomaly that is deleted, takes its lesson along. They stand on the metric document, which every analysis
 * reads anyway. Reads: the metric and at most `lessonsMax` anomalies; writes: the metric, where something changed.
 */
export async function learnFromLabels({
  ctx,
  input: { metricId },
}: {
  ctx: Ctx;
  input: { metricId: string };
}): Promise<void> {
  requirePermission(ctx, 'anomalies:write');
  const { firestore } = ctx.db;
  const reference = collection(firestore, ctx.orgId, 'metrics').doc(metricId);
  const labelled = firestore
    .collection(collectionPath(ctx.orgId, 'anomalies'))
    .where('metricId', '==', metricId)
    .where('label', 'in', [...anomalyLabels])
    .orderBy('startAt', 'desc')
    .limit(lessonsMax);
  await ctx.db.transaction(async (transaction) => {
    const metric = (await transaction.get(reference)).data();
    if (metric === undefined) return;
    const documents = await transaction.query(labelled);
    const lessons = documents.flatMap((one) => lessonOf(one.id, withDates(one.data())) ?? []);
    const feedback: Metric['feedback'] = lessons.length === 0 ? null : { lessons };
    if (isDeepStrictEqual(feedback, metric.feedback)) return;
    transaction.merge(reference, { feedback, updatedAt: ctx.now });
  });
}
