import { FieldPath, type Query } from 'firebase-admin/firestore';
import type { Labels } from '../../contracts/common.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { Page, PageQuery } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { mayTouchMetric, metricPrefixesOf } from '../../operator/rbac/metric-access.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { answeredMetric, type MetricResponse } from './answered-metric.ts';
import { listOwnMetrics } from './list-own-metrics.ts';

export interface ListMetricsInput extends PageQuery {
  readonly key?: string | undefined;
  /** Labels that a metric must carry; it may have more. */
  readonly labels?: Labels | undefined;
}

/**
 * The metrics of the organization, by key and labels. Query: equality on `key` and `labels.<name>`, in order of id. A key that is
 * restricted to prefixes gets its own metrics ({@link listOwnMetrics}).
 */
export async function listMetrics({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListMetricsInput;
}): Promise<Page<MetricResponse>> {
  requirePermission(ctx, 'metrics:read');
  const { key, labels = {}, ...page } = input;
  const prefixes = metricPrefixesOf(ctx);
  if (prefixes !== undefined && key === undefined) return listOwnMetrics(ctx, prefixes, input);
  if (key !== undefined && !mayTouchMetric(ctx, key)) return { items: [], nextPageToken: null };
  let query: Query<Metric> = collection(ctx.db.firestore, ctx.orgId, 'metrics');
  if (key !== undefined) query = query.where('key', '==', key);
  for (const [name, value] of Object.entries(labels))
    query = query.where(new FieldPath('labels', name), '==', value);
  const { items, nextPageToken } = await readPage(ctx.db, query, { field: null, direction: 'asc' }, page);
  return { items: items.map((one) => answeredMetric(one.id, one.data())), nextPageToken };
}
