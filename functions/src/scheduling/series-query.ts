import { FieldPath, type Query } from 'firebase-admin/firestore';
import { isKeyPattern, isPrefixPattern, literalPrefix, matchesPattern } from '../contracts/key-pattern.ts';
import type { JobSelector } from '../contracts/series-reference.ts';

export type KeySelector = Exclude<JobSelector, { metricId: string }>;

/** How Firestore finds the series of a selector. */
export interface SeriesQuery {
  /** In a fixed order, so that pages follow each other. */
  readonly query: Query;
  /** Whether a key that the query finds is one of the selector's; null where all are, so that counting them suffices. */
  readonly filter: ((key: string) => boolean) | null;
}

/** Comes after every character that a key may have. */
const afterKeys = '~';

/**
 * The query for a selector by key, or pattern of keys, and labels; each is served by the indexes of single fields.
 *
 * | Selector | Query | In memory |
 * | --- | --- | --- |
 * | one key, any labels | equality on `key` and on each label, by id | |
 * | a pattern and no labels | `key` from its literal beginning on, by key | what follows the beginning, where something does |
 * | a pattern and labels | equality on each label, by id | the pattern |
 *
 * A range on the key beside equality on labels would take a composite index for each name of a label.
 */
export function seriesQuery(metrics: Query, { metric, labels }: KeySelector): SeriesQuery {
  const pattern = isKeyPattern(metric);
  const pairs = Object.entries(labels);
  const prefix = literalPrefix(metric);
  let query = pattern ? metrics : metrics.where('key', '==', metric);
  for (const [name, value] of pairs) query = query.where(new FieldPath('labels', name), '==', value);
  const ranged = pattern && pairs.length === 0 && prefix !== '';
  if (ranged) {
    const [from, to] = [prefix, `${prefix}${afterKeys}`];
    query = query.where('key', '>=', from).where('key', '<', to).orderBy('key');
  }
  const decided = !pattern || (isPrefixPattern(metric) && (ranged || prefix === ''));
  const filter = decided ? null : (key: string) => matchesPattern(metric, key);
  const fields = filter === null && !ranged ? ['lastPointAt'] : ['lastPointAt', 'key'];
  return { query: query.orderBy(FieldPath.documentId()).select(...fields), filter };
}
