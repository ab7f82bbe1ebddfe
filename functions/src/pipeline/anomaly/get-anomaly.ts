import type { z } from 'zod';
import type { anomalyResponseSchema } from '../../contracts/anomaly.ts';
import { notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { mayTouchMetric } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

export type AnomalyResponse = z.infer<typeof anomalyResponseSchema>;

/** One anomaly of the organization. Throws `not-found` for any other. */
export async function getAnomaly({
  ctx,
  input: { anomalyId },
}: {
  ctx: Ctx;
  input: { anomalyId: string };
}): Promise<AnomalyResponse> {
  requirePermission(ctx, 'anomalies:read');
  const anomaly = (
    await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'anomalies').doc(anomalyId))
  ).data();
  if (anomaly === undefined || !mayTouchMetric(ctx, anomaly.metricKey)) throw notFound('anomaly', anomalyId);
  return { anomalyId, ...anomaly };
}
