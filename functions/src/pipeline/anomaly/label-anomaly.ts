import { actorName } from '../../contracts/context.ts';
import { notFound } from '../../contracts/errors.ts';
import type { LabelAnomalyRequest } from '../../contracts/feedback.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { changeEntryId } from '../../operator/audit/change-entry-id.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { mayTouchMetric } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { AnomalyResponse } from './get-anomaly.ts';
import { learnFromLabels } from './learn-from-labels.ts';

/**
 * Says what an anomaly was, and lets its metric learn from it. Saying the same again changes nothing: the first stays the
 * one who said it. Dying between label and lessons is made good by the trigger on anomalies, or by saying it again.
 */
export async function labelAnomaly({
  ctx,
  input: { anomalyId, label },
}: {
  ctx: Ctx;
  input: LabelAnomalyRequest & { anomalyId: string };
}): Promise<AnomalyResponse> {
  requirePermission(ctx, 'anomalies:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'anomalies').doc(anomalyId);
  const anomaly = await ctx.db.transaction(async (transaction) => {
    const found = await transaction.get(reference);
    const before = found.data();
    if (before === undefined || !mayTouchMetric(ctx, before.metricKey)) throw notFound('anomaly', anomalyId);
    if (before.label === label) return before;
    const labelled = { label, labelledBy: actorName(ctx.actor), labelledAt: ctx.now };
    const after = { ...before, ...labelled };
    transaction.merge(reference, labelled);
    const entryId = changeEntryId(found);
    recordAudit(ctx, transaction, { verb: 'label', type: 'anomaly', id: anomalyId, before, after, entryId });
    return after;
  });
  await learnFromLabels({ ctx, input: { metricId: anomaly.metricId } });
  return { anomalyId, ...anomaly };
}
