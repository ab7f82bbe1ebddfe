import { notFound } from '../../contracts/errors.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { storedFields } from '../../firestore/stored-fields.ts';
import { changeEntryId } from '../../operator/audit/change-entry-id.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { dropCalibration } from './calibration/drop-calibration.ts';
import { withdrawAlerts } from './withdraw-alerts.ts';

/**
 * Deletes a rule with what was kept of its forecasts and ends its open alerts; alerts that are over stay as a record. The rule is disabled first, so that
 * none is opened meanwhile, and goes last, so that a call which is cut short can be repeated. The audit log has it from the
 * first of these steps on.
 */
export async function deleteAlertRule({
  ctx,
  input: { ruleId, precondition },
}: {
  ctx: Ctx;
  input: { ruleId: string; precondition?: Precondition | undefined };
}): Promise<void> {
  requirePermission(ctx, 'alert-rules:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc(ruleId);
  await ctx.db.transaction(async (transaction) => {
    const rule = await transaction.get(reference);
    if (!rule.exists) throw notFound('alert rule', ruleId);
    // Decoded only where it must be: a rule that somebody broke by hand can be deleted.
    precondition?.({ ruleId, ...rule.data() });
    transaction.update(reference, { enabled: false });
    recordAudit(ctx, transaction, {
      verb: 'delete',
      type: 'alert-rule',
      id: ruleId,
      before: storedFields(rule, 'alert_rules'),
      after: null,
      entryId: changeEntryId(rule),
    });
  });
  await withdrawAlerts(ctx, ruleId, 'rule deleted');
  await dropCalibration(ctx, ruleId);
  await ctx.db.commit((writer) => {
    writer.delete(collection(ctx.db.firestore, ctx.orgId, 'alert_rule_watches').doc(ruleId));
    writer.delete(reference);
  });
}
