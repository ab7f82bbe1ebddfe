import { requireValidMatchers } from '../../alerting/matchers/require-valid-matchers.ts';
import { notFound } from '../../contracts/errors.ts';
import type {
  InhibitionRule,
  InhibitionRuleResponse,
  UpdateInhibitionRuleRequest,
} from '../../contracts/inhibition-rule.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/** Changes an inhibition rule by a merge patch. What it now says holds from the next look at a group on. */
export async function updateInhibitionRule({
  ctx,
  input: { inhibitionId, patch, precondition },
}: {
  ctx: Ctx;
  input: {
    inhibitionId: string;
    patch: UpdateInhibitionRuleRequest;
    precondition?: Precondition | undefined;
  };
}): Promise<InhibitionRuleResponse> {
  requirePermission(ctx, 'notification-policies:write');
  requireValidMatchers({ '/sourceMatchers': patch.sourceMatchers, '/targetMatchers': patch.targetMatchers });
  const reference = collection(ctx.db.firestore, ctx.orgId, 'inhibition_rules').doc(inhibitionId);
  const after = await ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('inhibition rule', inhibitionId);
    precondition?.({ inhibitionId, ...before });
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const changed: InhibitionRule = { ...before, ...given, updatedAt: ctx.now };
    transaction.set(reference, changed);
    const change = { type: 'inhibition-rule', id: inhibitionId, before, after: changed };
    recordAudit(ctx, transaction, { verb: 'update', ...change });
    return changed;
  });
  return { inhibitionId, ...after };
}
