import {
  type DetectionSettings,
  type DetectionSettingsPatch,
  detectionSettingsSchema,
  readDetectionSettings,
} from '../../contracts/detection-settings.ts';
import { notFound } from '../../contracts/errors.ts';
import type { UpdateMetricRequest } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { mayTouchMetric } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { answeredMetric, type MetricResponse } from './answered-metric.ts';

/**
 * Changes what people settle about a metric, by a merge patch. Of settings that were edited by hand and are wrong, the
 * defaults that count are kept. Takes effect with the next points: sensitivity at once, seasons and clock by replaying.
 */
export async function updateMetric({
  ctx,
  input: { metricId, patch },
}: {
  ctx: Ctx;
  input: { metricId: string; patch: UpdateMetricRequest };
}): Promise<MetricResponse> {
  requirePermission(ctx, 'metrics:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId);
  return ctx.db.transaction(async (transaction) => {
    const metric = (await transaction.get(reference)).data();
    if (metric === undefined || !mayTouchMetric(ctx, metric.key)) throw notFound('metric', metricId);
    if (patch.detectionSettings === undefined) return answeredMetric(metricId, metric);
    const change = {
      detectionSettings: patched(metric.detectionSettings, patch.detectionSettings),
      updatedAt: ctx.now,
    };
    const after = { ...metric, ...change };
    transaction.update(reference, change);
    recordAudit(ctx, transaction, { verb: 'update', type: 'metric', id: metricId, before: metric, after });
    return answeredMetric(metricId, after);
  });
}

function patched(stored: unknown, patch: DetectionSettingsPatch | null): DetectionSettings | null {
  if (patch === null) return null;
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const merged = { ...readDetectionSettings(stored).settings, ...Object.fromEntries(given) };
  return detectionSettingsSchema.parse(
    Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)),
  );
}
