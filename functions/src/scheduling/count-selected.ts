import type { ForecastJobSpec, ForecastJobStatus } from '../contracts/forecast-job.ts';
import type { Ctx } from '../firestore/context.ts';
import { collectionPath } from '../firestore/paths.ts';
import { selectionPageSize } from './limits.ts';
import { seriesMaxOf } from './resolve-selector.ts';
import { noSeries, tooManySeries, unknownMetric } from './selection-problems.ts';
import { seriesQuery } from './series-query.ts';

/** How many series a selector names, as a status says it. */
export type SelectedCount = Pick<ForecastJobStatus, 'problems' | 'seriesSelected' | 'seriesAtLeast'>;

/**
 * How many series the selector of a spec names now, without reading them: one read for an id, one for each thousand
 * where the query decides, and for a pattern that does not, a look at one page. Where that page ends before the series do,
 * the answer is "at least"; the next run counts them.
 */
export async function countSelected(
  { orgId, db }: Pick<Ctx, 'orgId' | 'db'>,
  { selector, hierarchy }: Pick<ForecastJobSpec, 'selector' | 'hierarchy'>,
): Promise<SelectedCount> {
  const metrics = db.firestore.collection(collectionPath(orgId, 'metrics'));
  if ('metricId' in selector) {
    const found = await db.get(metrics.doc(selector.metricId));
    return found.exists ? counted(1) : troubled(unknownMetric(selector.metricId));
  }
  const max = seriesMaxOf({ hierarchy });
  const { query, filter } = seriesQuery(metrics, selector);
  if (filter === null) {
    const count = await db.count(query.limit(max + 1));
    if (count === 0) return troubled(noSeries(selector));
    return count > max ? troubled(tooManySeries(selector, max)) : counted(count);
  }
  const page = await db.query(query.limit(selectionPageSize));
  const count = page.filter((metric) => filter(String(metric.get('key')))).length;
  if (count > max) return troubled(tooManySeries(selector, max));
  if (page.length < selectionPageSize) return count === 0 ? troubled(noSeries(selector)) : counted(count);
  return { problems: [], seriesSelected: null, seriesAtLeast: count };
}

const counted = (count: number): SelectedCount => ({
  problems: [],
  seriesSelected: count,
  seriesAtLeast: null,
});

const troubled = ({ pointer, detail }: SelectedCount['problems'][number]): SelectedCount => ({
  problems: [{ pointer, detail }],
  seriesSelected: null,
  seriesAtLeast: null,
});
