import { notFound } from '../../contracts/errors.ts';
import type { InhibitionRuleResponse } from '../../contracts/inhibition-rule.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/** One inhibition rule of the organization. Throws `not-found` for any other. */
export async function getInhibitionRule({
  ctx,
  input: { inhibitionId },
}: {
  ctx: Ctx;
  input: { inhibitionId: string };
}): Promise<InhibitionRuleResponse> {
  requirePermission(ctx, 'notification-policies:read');
  const all = collection(ctx.db.firestore, ctx.orgId, 'inhibition_rules');
  const found = (await ctx.db.get(all.doc(inhibitionId))).data();
  if (found === undefined) throw notFound('inhibition rule', inhibitionId);
  return { inhibitionId, ...found };
}
