import type { Labels } from '../../contracts/common.ts';
import { DomainError, notFound } from '../../contracts/errors.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { mayTouchMetric } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { answeredMetric, type MetricResponse } from './answered-metric.ts';

/** One metric of the organization. Throws `not-found` for any other. */
export async function getMetric({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { metricId: string };
}): Promise<MetricResponse> {
  requirePermission(ctx, 'metrics:read');
  return answeredMetric(input.metricId, await loadMetric(ctx, input.metricId));
}

/**
 * The document behind a verb that has its own permission. A metric that the caller's key is restricted from is answered as one
 * that is not there.
 */
export async function loadMetric(ctx: Ctx, metricId: string): Promise<Metric> {
  const metric = (await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId))).data();
  if (metric === undefined || !mayTouchMetric(ctx, metric.key)) throw notFound('metric', metricId);
  return metric;
}

/** How a request names one stored series: by id, or by key and all its labels. */
export interface SeriesName {
  readonly metricId?: string | undefined;
  readonly metric?: string | undefined;
  readonly labels?: Labels | undefined;
}

/**
 * The id of the series that a request names.
 *
 * @throws {DomainError} `invalid-argument` when it names none.
 */
export function namedMetricId({ metricId, metric, labels }: SeriesName): string {
  if (metricId !== undefined) return metricId;
  if (metric !== undefined) return metricIdOf(metric, labels ?? {});
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', 'the request names no series', {
    fields: [{ pointer: '/metric', detail: 'expected "metricId", or "metric" with "labels"' }],
  });
}
