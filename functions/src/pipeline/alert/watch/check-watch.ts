import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { Check } from '../../../alerting/check.ts';
import { evaluateAbsence, evaluateNoData } from '../../../alerting/evaluate-absence.ts';
import type { AlertRule } from '../../../contracts/alert-rule.ts';
import type { AlertRuleWatch } from '../../../contracts/alert-rule-watch.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { isFirestoreError } from '../../../firestore/status.ts';
import { applyChecks } from '../apply-checks.ts';
import { reconcileAlertRule } from './reconcile-alert-rule.ts';
import { type SilentSeries, silentSeries } from './silent-series.ts';
import { checkEveryMs, watchOf } from './watch-of.ts';

/** How much one check of a rule takes on: series of a page, looked at one after another, and pages. */
export interface WatchLimits {
  readonly pageSize: number;
  readonly pagesMax: number;
}

export const watchLimits: WatchLimits = { pageSize: 200, pagesMax: 5 };

/** Watched however long ago it began: what is not to be told is out of the query. */
const always = new Date(0);

/**
 * Looks at one rule that is about silence: tells of the series that have fallen silent since the check before, and says
 * when the next check is. Two reads (the watch, the series) and one write when none has; one read more for the rule, and
 * three for each silent series, where some have.
 *
 * The instant of a check is that from which on the series was silent for long enough, however late it is looked, but not
 * before the watch began. So a check twice, or late, changes nothing more; and one that stops half-way is done again.
 *
 * @returns series found silent
 */
export async function checkWatch(ctx: Ctx, ruleId: string, limits = watchLimits): Promise<number> {
  const { firestore } = ctx.db;
  const reference = collection(firestore, ctx.orgId, 'alert_rule_watches').doc(ruleId);
  const snapshot = await ctx.db.get(reference);
  const watch = snapshot.data();
  if (watch === undefined || watch.nextCheckAt > ctx.now) return 0;
  let { resumeAfter } = watch;
  let found = 0;
  let rule: AlertRule | undefined;
  for (let pages = 0; pages < limits.pagesMax; pages += 1) {
    const page = await silentSeries(ctx, watch, resumeAfter, limits.pageSize);
    resumeAfter = page.resumeAfter;
    found += page.series.length;
    if (page.series.length > 0) {
      rule ??= (await ctx.db.get(collection(firestore, ctx.orgId, 'alert_rules').doc(ruleId))).data();
      if (rule === undefined || watchOf({ ...ctx, ruleId }, rule, watch) !== watch) {
        await reconcileAlertRule({ ctx, input: { ruleId } });
        return 0;
      }
      for (const one of page.series) await tell(ctx, ruleId, rule, watch, one);
    }
    if (resumeAfter === null) break;
  }
  const next: AlertRuleWatch = {
    ...watch,
    resumeAfter,
    checkedThrough:
      resumeAfter === null ? new Date(ctx.now.getTime() - watch.afterSeconds * 1_000) : watch.checkedThrough,
    nextCheckAt:
      resumeAfter === null ? new Date(ctx.now.getTime() + checkEveryMs(watch.afterSeconds)) : ctx.now,
  };
  await moveOn(ctx, snapshot, next);
  return found;
}

async function tell(
  ctx: Ctx,
  ruleId: string,
  rule: AlertRule,
  { startedAt }: AlertRuleWatch,
  { metricId, metric, lastPointAt }: SilentSeries,
): Promise<void> {
  const newest = { at: lastPointAt, value: metric.lastValue };
  const check =
    rule.condition.type === 'absence'
      ? evaluateAbsence(rule.condition, newest, ctx.now)
      : rule.noData && evaluateNoData(rule.noData, newest, ctx.now);
  if (check === null) return;
  const from: Check = check.at < startedAt ? { ...check, at: startedAt } : check;
  const subject = { ruleId, rule, metricId, metric };
  await applyChecks({ ctx, input: { subject, checks: [from], freshFrom: always } });
}

/** Unless the watch was changed or deleted meanwhile: then it is due again, or no more. */
async function moveOn(
  ctx: Ctx,
  { ref, updateTime }: DocumentSnapshot<AlertRuleWatch>,
  next: AlertRuleWatch,
): Promise<void> {
  if (updateTime === undefined) return;
  try {
    await ctx.db.commit((writer) => writer.update(ref, { ...next }, { lastUpdateTime: updateTime }));
  } catch (error) {
    if (!isFirestoreError(error, 'failedPrecondition') && !isFirestoreError(error, 'notFound')) throw error;
  }
}
