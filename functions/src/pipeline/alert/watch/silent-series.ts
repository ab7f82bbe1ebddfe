import { FieldPath, type Query } from 'firebase-admin/firestore';
import { selects } from '../../../alerting/subject.ts';
import type { AlertRuleWatch } from '../../../contracts/alert-rule-watch.ts';
import type { Metric } from '../../../contracts/metric.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { longDeadMs } from './watch-of.ts';

/** A series with its newest point. */
export interface SilentSeries {
  readonly metricId: string;
  readonly metric: Metric;
  readonly lastPointAt: Date;
}

/** One page of series that have fallen silent, in the order in which they did. */
export interface SilentPage {
  readonly series: readonly SilentSeries[];
  /** Where the next page begins; null when this is the last. */
  readonly resumeAfter: AlertRuleWatch['resumeAfter'];
}

/**
 * An analysis writes the newest point down after it has evaluated the rules, and may take nine minutes: what was written
 * since the check before may be that old.
 */
const overlapMs = 10 * 60_000;

/**
 * The series of a watch that have fallen silent since the check before: those whose newest point the cutoff has passed
 * since, so that a series which stays silent is not read again and again, nor one that was long dead when the watch began.
 *
 * One read when there is none. Query: `metrics where key == and lastPointAt > and lastPointAt <= order by lastPointAt`.
 */
export async function silentSeries(
  ctx: Ctx,
  watch: AlertRuleWatch,
  resumeAfter: AlertRuleWatch['resumeAfter'],
  pageSize: number,
): Promise<SilentPage> {
  const cutoff = new Date(ctx.now.getTime() - watch.afterSeconds * 1_000);
  const floor = watch.startedAt.getTime() - longDeadMs;
  const since = new Date(Math.max(floor, watch.checkedThrough.getTime() - overlapMs));
  const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
  if ('metricId' in watch.selector) {
    const metricId = watch.selector.metricId;
    const metric = (await ctx.db.get(metrics.doc(metricId))).data();
    const lastPointAt = metric?.lastPointAt ?? null;
    const isSilent = lastPointAt !== null && lastPointAt > since && lastPointAt <= cutoff;
    return {
      series: metric !== undefined && isSilent ? [{ metricId, metric, lastPointAt }] : [],
      resumeAfter: null,
    };
  }
  const { selector } = watch;
  let query: Query<Metric> = silentQuery(metrics, selector.metric, since, cutoff);
  if (resumeAfter !== null) query = query.startAfter(resumeAfter.lastPointAt, resumeAfter.metricId);
  const page = await ctx.db.query(query.limit(pageSize));
  const found = page.flatMap((document) => {
    const metric = document.data();
    const { lastPointAt } = metric;
    return lastPointAt === null ? [] : [{ metricId: document.id, metric, lastPointAt }];
  });
  const last = found.at(-1);
  return {
    series: found.filter((one) => selects(selector, one)),
    resumeAfter:
      page.length < pageSize || last === undefined
        ? null
        : { lastPointAt: last.lastPointAt, metricId: last.metricId },
  };
}

/** Series of a key whose newest point lies in `(since, cutoff]`. */
export const silentQuery = <T extends Query<Metric>>(
  metrics: T,
  key: string,
  since: Date,
  cutoff: Date,
): Query<Metric> =>
  metrics
    .where('key', '==', key)
    .where('lastPointAt', '>', since)
    .where('lastPointAt', '<=', cutoff)
    .orderBy('lastPointAt')
    .orderBy(FieldPath.documentId());
