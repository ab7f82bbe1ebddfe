import { FieldPath, type Query } from 'firebase-admin/firestore';
import type { FieldProblem } from '../contracts/errors.ts';
import type { SeriesSelector } from '../contracts/series-reference.ts';
import type { Ctx } from '../firestore/context.ts';
import { collectionPath } from '../firestore/paths.ts';
import { seriesPerJobMax } from './limits.ts';

/** The series that a selector names, ordered by id; when it names none or too many, none, and why. */
export interface Selection {
  readonly metricIds: readonly string[];
  readonly problems: readonly FieldProblem[];
}

/**
 * Finds the series of a selector in the organization of `ctx`, and nowhere else. One read for an id; for a key, one for
 * each series found, at most `seriesPerJobMax` + 1.
 */
export async function resolveSelector(
  ctx: Pick<Ctx, 'orgId' | 'db'>,
  selector: SeriesSelector,
): Promise<Selection> {
  const metrics = ctx.db.firestore.collection(collectionPath(ctx.orgId, 'metrics'));
  if ('metricId' in selector) {
    const { exists } = await ctx.db.get(metrics.doc(selector.metricId));
    return exists
      ? { metricIds: [selector.metricId], problems: [] }
      : { metricIds: [], problems: [unknownMetric(selector.metricId)] };
  }
  const found = await ctx.db.query(seriesQuery(metrics, selector).limit(seriesPerJobMax + 1));
  if (found.length === 0) return { metricIds: [], problems: [noSeries(selector)] };
  if (found.length > seriesPerJobMax) return { metricIds: [], problems: [tooManySeries(selector)] };
  return { metricIds: found.map(({ id }) => id), problems: [] };
}

/** What is wrong with a selector whose metric does not exist; it may come later. */
export function unknownMetric(metricId: string): FieldProblem {
  return {
    pointer: '/selector/metricId',
    detail: `no metric ${JSON.stringify(metricId)} in this organization`,
  };
}

type KeySelector = Exclude<SeriesSelector, { metricId: string }>;

/** Equality on `key` and on each label: Firestore merges the indexes of the single fields. Only ids come back. */
function seriesQuery(metrics: Query, { metric, labels }: KeySelector): Query {
  let query = metrics.where('key', '==', metric);
  for (const [name, value] of Object.entries(labels)) {
    query = query.where(new FieldPath('labels', name), '==', value);
  }
  return query.select();
}

const noSeries = (selector: KeySelector): FieldProblem => ({
  pointer: '/selector',
  detail: `no series of ${described(selector)} in this organization`,
});

const tooManySeries = (selector: KeySelector): FieldProblem => ({
  pointer: '/selector',
  detail: `more than ${seriesPerJobMax} series of ${described(selector)}: narrow the labels, or split it into several jobs`,
});

function described({ metric, labels }: KeySelector): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `metric ${JSON.stringify(metric)}${pairs.length === 0 ? '' : ` with ${pairs.join(', ')}`}`;
}
