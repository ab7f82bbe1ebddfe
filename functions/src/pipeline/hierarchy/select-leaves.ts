import { FieldPath, type Query } from 'firebase-admin/firestore';
import type { Labels } from '../../contracts/common.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { byLabels } from './read-leaves.ts';

/**
 * The series of a key that carry the labels, ordered by their labels; at most `max`. One read each. Query: equality on `key` and
 * on each label, for which Firestore merges the indexes of the single fields.
 *
 * @throws {DomainError} `not-found` (METRIC_NOT_FOUND) without any, `invalid-argument` (TOO_MANY_SERIES) beyond `max`
 */
export async function selectLeaves(
  ctx: Ctx,
  { metric, labels }: { readonly metric: string; readonly labels: Labels },
  max: number,
): Promise<{ metricId: string; metric: Metric }[]> {
  let query: Query<Metric> = collection(ctx.db.firestore, ctx.orgId, 'metrics').where('key', '==', metric);
  for (const [name, value] of Object.entries(labels)) {
    query = query.where(new FieldPath('labels', name), '==', value);
  }
  const found = await ctx.db.query(query.limit(max + 1));
  if (found.length === 0) {
    throw new DomainError(
      'not-found',
      'METRIC_NOT_FOUND',
      `no series of metric ${JSON.stringify(metric)} with these labels in this organization`,
    );
  }
  if (found.length > max) throw tooManySeries(metric, max);
  return found.map((snapshot) => ({ metricId: snapshot.id, metric: snapshot.data() })).sort(byLabels);
}

const tooManySeries = (metric: string, max: number): DomainError =>
  new DomainError(
    'invalid-argument',
    'TOO_MANY_SERIES',
    `more than ${max} series of metric ${JSON.stringify(metric)}: narrow the labels, or let a forecast job with "hierarchy" forecast them`,
    { fields: [{ pointer: '/labels', detail: `expected labels that at most ${max} series carry` }] },
  );
