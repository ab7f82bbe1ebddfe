import { requireConsistentRule } from '../../alerting/require-consistent-rule.ts';
import type { AlertRule, CreateAlertRuleRequest } from '../../contracts/alert-rule.ts';
import { actorName } from '../../contracts/context.ts';
import { randomId } from '../../contracts/ids.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { creationEntryId } from '../../operator/audit/change-entry-id.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { AlertRuleResponse } from './get-alert-rule.ts';
import { requireChannels } from './require-channels.ts';
import { watchOf } from './watch/watch-of.ts';

/** Makes a rule. It watches what is ingested and forecast from now on. */
export async function createAlertRule({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: CreateAlertRuleRequest;
}): Promise<AlertRuleResponse> {
  requirePermission(ctx, 'alert-rules:write');
  requireConsistentRule(input);
  await requireChannels(ctx, input.notify);
  const ruleId = randomId('alertRule');
  const rule: AlertRule = {
    ...input,
    status: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    createdBy: actorName(ctx.actor),
  };
  const rules = collection(ctx.db.firestore, ctx.orgId, 'alert_rules');
  const watch = watchOf({ ...ctx, ruleId }, rule, undefined);
  const entryId = creationEntryId(rules.doc(ruleId).path, ctx.now);
  await ctx.db.commit((writer) => {
    writer.create(rules.doc(ruleId), rule);
    recordAudit(ctx, writer, {
      verb: 'create',
      type: 'alert-rule',
      id: ruleId,
      before: null,
      after: rule,
      entryId,
    });
    if (watch === null) return;
    writer.create(collection(ctx.db.firestore, ctx.orgId, 'alert_rule_watches').doc(ruleId), watch);
  });
  return { ruleId, ...rule };
}
