import { isDeepStrictEqual } from 'node:util';
import { mergeRule } from '../../alerting/merge-rule.ts';
import type { AlertRule, UpdateAlertRuleRequest } from '../../contracts/alert-rule.ts';
import { notFound } from '../../contracts/errors.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { changeEntryId } from '../../operator/audit/change-entry-id.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { AlertRuleResponse } from './get-alert-rule.ts';
import { requireChannels } from './require-channels.ts';
import { rerouteAlerts } from './reroute-alerts.ts';
import { silenceOf, watchOf } from './watch/watch-of.ts';
import { withdrawAlerts } from './withdraw-alerts.ts';

/**
 * Changes a rule by a merge patch. Alerts that are open go on under the new condition with the next data, and are told as the rule now says; a rule that
 * is disabled, or pointed at other series or jobs, ends them.
 */
export async function updateAlertRule({
  ctx,
  input: { ruleId, patch, precondition },
}: {
  ctx: Ctx;
  input: { ruleId: string; patch: UpdateAlertRuleRequest; precondition?: Precondition | undefined };
}): Promise<AlertRuleResponse> {
  requirePermission(ctx, 'alert-rules:write');
  await requireChannels(ctx, patch.notify);
  const reference = collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc(ruleId);
  const watchRef = collection(ctx.db.firestore, ctx.orgId, 'alert_rule_watches').doc(ruleId);
  const { before, after } = await ctx.db.transaction(async (transaction) => {
    const found = await transaction.get(reference);
    const before = found.data();
    if (before === undefined) throw notFound('alert rule', ruleId);
    precondition?.({ ruleId, ...before });
    const after = mergeRule(before, patch, ctx.now);
    const watched = silenceOf(before) === null ? undefined : (await transaction.get(watchRef)).data();
    const watch = watchOf({ ...ctx, ruleId }, after, watched);
    transaction.set(reference, after);
    const entryId = changeEntryId(found);
    recordAudit(ctx, transaction, { verb: 'update', type: 'alert-rule', id: ruleId, before, after, entryId });
    if (watch === null) transaction.delete(watchRef);
    else if (watch !== watched) transaction.set(watchRef, watch);
    return { before, after };
  });
  if (!after.enabled) await withdrawAlerts(ctx, ruleId, 'rule disabled');
  else if (!isDeepStrictEqual(before.selector, after.selector))
    await withdrawAlerts(ctx, ruleId, `rule watches other ${watchedBy(after)}`);
  else if (!isDeepStrictEqual(before.notify, after.notify))
    await rerouteAlerts(ctx, { ruleId, changed: ruleId });
  return { ruleId, ...after };
}

const watchedBy = ({ selector }: Pick<AlertRule, 'selector'>): string =>
  'forecastJob' in selector ? 'forecast jobs' : 'series';
