import type { z } from 'zod';
import type { alertRuleResponseSchema } from '../../contracts/alert-rule.ts';
import { notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

export type AlertRuleResponse = z.infer<typeof alertRuleResponseSchema>;

/** One rule of the organization. Throws `not-found` for any other. */
export async function getAlertRule({
  ctx,
  input: { ruleId },
}: {
  ctx: Ctx;
  input: { ruleId: string };
}): Promise<AlertRuleResponse> {
  requirePermission(ctx, 'alert-rules:read');
  const rule = (await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc(ruleId))).data();
  if (rule === undefined) throw notFound('alert rule', ruleId);
  return { ruleId, ...rule };
}
