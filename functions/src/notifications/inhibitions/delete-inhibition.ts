import { notFound } from '../../contracts/errors.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { storedFields } from '../../firestore/stored-fields.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/** Deletes an inhibition rule. What it inhibited is told at the next look at its group. */
export async function deleteInhibitionRule({
  ctx,
  input: { inhibitionId, precondition },
}: {
  ctx: Ctx;
  input: { inhibitionId: string; precondition?: Precondition | undefined };
}): Promise<void> {
  requirePermission(ctx, 'notification-policies:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'inhibition_rules').doc(inhibitionId);
  await ctx.db.transaction(async (transaction) => {
    const found = await transaction.get(reference);
    if (!found.exists) throw notFound('inhibition rule', inhibitionId);
    // Decoded only where it must be: one that somebody broke by hand can be deleted.
    precondition?.({ inhibitionId, ...found.data() });
    transaction.delete(reference);
    const before = storedFields(found, 'inhibition_rules');
    recordAudit(ctx, transaction, {
      verb: 'delete',
      type: 'inhibition-rule',
      id: inhibitionId,
      before,
      after: null,
    });
  });
}
