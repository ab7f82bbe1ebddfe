import { type DocumentSnapshot, FieldPath, type Query, Timestamp } from 'firebase-admin/firestore';
import type { FieldProblem } from '../contracts/errors.ts';
import type { ForecastJobSpec } from '../contracts/forecast-job.ts';
import type { SeriesSelector } from '../contracts/series-reference.ts';
import type { Ctx } from '../firestore/context.ts';
import { collectionPath } from '../firestore/paths.ts';
import { leavesPerJobMax, seriesPerJobMax } from './limits.ts';

/** The series that a selector names, ordered by id; when it names none or too many, none, and why. */
export interface Selection {
  readonly metricIds: readonly string[];
  readonly problems: readonly FieldProblem[];
  /** The newest point of each series, null where there is none; only where the spec asks for freshness. */
  readonly newest?: ReadonlyMap<string, Date | null>;
}

/**
 * Finds the series of a job's selector in the organization of `ctx`, and nowhere else. One read for an id; for a key, one
 * for each series found, at most one more than the job may select.
 */
export async function resolveSelector(
  ctx: Pick<Ctx, 'orgId' | 'db'>,
  { selector, hierarchy, freshness }: Pick<ForecastJobSpec, 'selector' | 'hierarchy' | 'freshness'>,
): Promise<Selection> {
  const max = hierarchy === undefined ? seriesPerJobMax : leavesPerJobMax;
  const metrics = ctx.db.firestore.collection(collectionPath(ctx.orgId, 'metrics'));
  if ('metricId' in selector) {
    const found = await ctx.db.get(metrics.doc(selector.metricId));
    return found.exists
      ? { metricIds: [selector.metricId], problems: [], ...newestOf([found], freshness) }
      : { metricIds: [], problems: [unknownMetric(selector.metricId)] };
  }
  const found = await ctx.db.query(seriesQuery(metrics, selector).limit(max + 1));
  if (found.length === 0) return { metricIds: [], problems: [noSeries(selector)] };
  if (found.length > max) return { metricIds: [], problems: [tooManySeries(selector, max)] };
  return { metricIds: found.map(({ id }) => id), problems: [], ...newestOf(found, freshness) };
}

function newestOf(
  metrics: readonly DocumentSnapshot[],
  freshness: ForecastJobSpec['freshness'],
): Pick<Selection, 'newest'> {
  if (freshness === undefined) return {};
  return {
    newest: new Map(
      metrics.map((metric) => {
        const at: unknown = metric.get('lastPointAt');
        return [metric.id, at instanceof Timestamp ? at.toDate() : null] as const;
      }),
    ),
  };
}

/** What is wrong with a selector whose metric does not exist; it may come later. */
export function unknownMetric(metricId: string): FieldProblem {
  return {
    pointer: '/selector/metricId',
    detail: `no metric ${JSON.stringify(metricId)} in this organization`,
  };
}

type KeySelector = Exclude<SeriesSelector, { metricId: string }>;

/** Equality on `key` and on each label: Firestore merges the indexes of the single fields. Only ids and newest points come back. */
function seriesQuery(metrics: Query, { metric, labels }: KeySelector): Query {
  let query = metrics.where('key', '==', metric);
  for (const [name, value] of Object.entries(labels)) {
    query = query.where(new FieldPath('labels', name), '==', value);
  }
  return query.select('lastPointAt');
}

const noSeries = (selector: KeySelector): FieldProblem => ({
  pointer: '/selector',
  detail: `no series of ${described(selector)} in this organization`,
});

const tooManySeries = (selector: KeySelector, max: number): FieldProblem => ({
  pointer: '/selector',
  detail: `more than ${max} series of ${described(selector)}: narrow the labels, or split it into several jobs`,
});

function described({ metric, labels }: KeySelector): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `metric ${JSON.stringify(metric)}${pairs.length === 0 ? '' : ` with ${pairs.join(', ')}`}`;
}
