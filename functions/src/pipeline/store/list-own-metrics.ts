import { FieldPath, Filter } from 'firebase-admin/firestore';
import { z } from 'zod';
import { DomainError } from '../../contracts/errors.ts';
import type { Page } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { decodePageToken, encodePageToken } from '../../firestore/page-token.ts';
import { answeredMetric, type MetricResponse } from './answered-metric.ts';
import type { ListMetricsInput } from './list-metrics.ts';

const cursorSchema = z.object({ key: z.string(), id: z.string() });

/** After every character that a metric key can have. */
const afterKeys = '~';

/**
 * The metrics that a key restricted to prefixes may touch, in order of key: no other is read, and page tokens tell of no other.
 * Query: ranges of `key`, one for each prefix, in order of `key` and id; an index for each label besides there is none, so labels
 * are asked for with a `key`.
 *
 * @throws DomainError `invalid-argument` for labels without a key
 */
export async function listOwnMetrics(
  ctx: Ctx,
  prefixes: readonly string[],
  { labels = {}, pageSize, pageToken }: ListMetricsInput,
): Promise<Page<MetricResponse>> {
  if (Object.keys(labels).length > 0) throw keyMissing();
  const ranges = prefixes.map((prefix) =>
    Filter.and(Filter.where('key', '>=', prefix), Filter.where('key', '<', `${prefix}${afterKeys}`)),
  );
  let query = collection(ctx.db.firestore, ctx.orgId, 'metrics')
    .where(Filter.or(...ranges))
    .orderBy('key')
    .orderBy(FieldPath.documentId())
    .limit(pageSize + 1);
  if (pageToken !== undefined) {
    const { key, id } = decodePageToken(cursorSchema, pageToken);
    query = query.startAfter(key, id);
  }
  const found = await ctx.db.query(query);
  const items = found.slice(0, pageSize).map((one) => answeredMetric(one.id, one.data()));
  const last = items.at(-1);
  const more = found.length > pageSize && last !== undefined;
  return { items, nextPageToken: more ? encodePageToken({ key: last.key, id: last.metricId }) : null };
}

const keyMissing = (): DomainError =>
  new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    'the query is not valid: an API key that is restricted to metrics filters by labels within one key',
    { fields: [{ pointer: '/key', detail: 'expected the metric key whose series are filtered' }] },
  );
