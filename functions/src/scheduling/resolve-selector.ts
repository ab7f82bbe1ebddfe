import { type Query, type QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import type { FieldProblem } from '../contracts/errors.ts';
import type { ForecastJobSpec } from '../contracts/forecast-job.ts';
import type { Ctx } from '../firestore/context.ts';
import type { Database } from '../firestore/database.ts';
import { collectionPath } from '../firestore/paths.ts';
import { leavesPerJobMax, selectionPageSize, seriesLookedAtMax, seriesPerJobMax } from './limits.ts';
import { noSeries, tooManySeries, tooManyToLookAt, unknownMetric } from './selection-problems.ts';
import { type KeySelector, type SeriesQuery, seriesQuery } from './series-query.ts';

/** The series that a selector names, ordered by id; when it names none or too many, none, and why. */
export interface Selection {
  readonly metricIds: readonly string[];
  readonly problems: readonly FieldProblem[];
  /** The newest point of each series, null where there is none; only where the spec asks for freshness. */
  readonly newest?: ReadonlyMap<string, Date | null>;
}

type Selecting = Pick<ForecastJobSpec, 'selector' | 'hierarchy' | 'freshness'>;

/** How many series a job may select. */
export const seriesMaxOf = ({ hierarchy }: Pick<Selecting, 'hierarchy'>): number =>
  hierarchy === undefined ? seriesPerJobMax : leavesPerJobMax;

/**
 * Finds the series of a job's selector in the organization of `ctx`, and nowhere else. One read for an id; else one for
 * each series that Firestore finds, which for a pattern may be more than it names, and where they fill more than a page, one
 * for each thousand of them to count first: a selector that names too many costs the count only.
 *
 * A series that is there when this begins comes once, whatever is created meanwhile: neither id nor key of a metric ever
 * changes, and each page begins after the last of the one before.
 */
export async function resolveSelector(
  ctx: Pick<Ctx, 'orgId' | 'db'>,
  { selector, hierarchy, freshness }: Selecting,
): Promise<Selection> {
  const metrics = ctx.db.firestore.collection(collectionPath(ctx.orgId, 'metrics'));
  const newest = new Map<string, Date | null>();
  const selected = (problems: FieldProblem[]): Selection => {
    const metricIds = problems.length > 0 ? [] : [...newest.keys()].sort();
    return { metricIds, problems, ...(freshness !== undefined && problems.length === 0 && { newest }) };
  };
  if ('metricId' in selector) {
    const found = await ctx.db.get(metrics.doc(selector.metricId));
    if (!found.exists) return selected([unknownMetric(selector.metricId)]);
    newest.set(found.id, newestPoint(found.get('lastPointAt')));
    return selected([]);
  }
  const max = seriesMaxOf({ hierarchy });
  const found = seriesQuery(metrics, selector);
  for await (const page of pagesOf(ctx.db, found, selector, max)) {
    if ('problem' in page) return selected([page.problem]);
    for (const metric of page.metrics) newest.set(metric.id, newestPoint(metric.get('lastPointAt')));
    if (newest.size > max) return selected([tooManySeries(selector, max)]);
  }
  return selected(newest.size === 0 ? [noSeries(selector)] : []);
}

type SeriesPage = { readonly metrics: readonly QueryDocumentSnapshot[] } | { readonly problem: FieldProblem };

/** The series of a selector by pages of what Firestore finds; after the first one, only what counting allows. */
async function* pagesOf(
  db: Database,
  { query, filter }: SeriesQuery,
  selector: KeySelector,
  max: number,
): AsyncGenerator<SeriesPage> {
  const pageSize = filter === null ? Math.min(selectionPageSize, max + 1) : selectionPageSize;
  let next: Query | null = query;
  for (let first = true; next !== null; first = false) {
    const page: readonly QueryDocumentSnapshot[] = await db.query(next.limit(pageSize));
    const metrics = filter === null ? page : page.filter((metric) => filter(String(metric.get('key'))));
    const last = page.length < pageSize ? undefined : page.at(-1);
    yield { metrics };
    if (first && last !== undefined) {
      const most = filter === null ? max : seriesLookedAtMax;
      const tooMany = filter === null ? tooManySeries : tooManyToLookAt;
      if ((await db.count(query.limit(most + 1))) > most) yield { problem: tooMany(selector, most) };
    }
    next = last === undefined ? null : query.startAfter(last);
  }
}

const newestPoint = (at: unknown): Date | null => (at instanceof Timestamp ? at.toDate() : null);
