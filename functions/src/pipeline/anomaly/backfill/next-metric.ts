import { FieldPath, type Query } from 'firebase-admin/firestore';
import type { Metric } from '../../../contracts/metric.ts';
import type { SeriesSelector } from '../../../contracts/series-reference.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';

/** A stored series. */
export interface NamedMetric {
  readonly metricId: string;
  readonly metric: Metric;
}

/** A metric by its id; undefined when there is none. One read. */
export async function namedMetric(ctx: Ctx, metricId: string): Promise<NamedMetric | undefined> {
  const snapshot = await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId));
  const metric = snapshot.data();
  return metric === undefined ? undefined : { metricId, metric };
}

/**
 * The series of the selector that comes next in the order of ids; undefined after the last. One read.
 * Query: equality on `key` and each label, by id, from after `afterMetricId`.
 */
export async function nextMetric(
  ctx: Ctx,
  selector: SeriesSelector,
  afterMetricId: string | null,
): Promise<NamedMetric | undefined> {
  if ('metricId' in selector) return afterMetricId === null ? namedMetric(ctx, selector.metricId) : undefined;
  let query: Query<Metric> = collection(ctx.db.firestore, ctx.orgId, 'metrics').where(
    'key',
    '==',
    selector.metric,
  );
  for (const [name, value] of Object.entries(selector.labels))
    query = query.where(new FieldPath('labels', name), '==', value);
  query = query.orderBy(FieldPath.documentId());
  if (afterMetricId !== null) query = query.startAfter(afterMetricId);
  const [found] = await ctx.db.query(query.limit(1));
  return found === undefined ? undefined : { metricId: found.id, metric: found.data() };
}
