import { notFound } from '../../contracts/errors.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { storedFields } from '../../firestore/stored-fields.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { rerouteAlerts } from '../../pipeline/alert/reroute-alerts.ts';

/** Deletes a notification policy. Alerts that are open are told by those that are left, and by none where none matches. */
export async function deleteNotificationPolicy({
  ctx,
  input: { policyId, precondition },
}: {
  ctx: Ctx;
  input: { policyId: string; precondition?: Precondition | undefined };
}): Promise<void> {
  requirePermission(ctx, 'notification-policies:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_policies').doc(policyId);
  await ctx.db.transaction(async (transaction) => {
    const found = await transaction.get(reference);
    if (!found.exists) throw notFound('notification policy', policyId);
    // Decoded only where it must be: one that somebody broke by hand can be deleted.
    precondition?.({ policyId, ...found.data() });
    transaction.delete(reference);
    const before = storedFields(found, 'notification_policies');
    recordAudit(ctx, transaction, {
      verb: 'delete',
      type: 'notification-policy',
      id: policyId,
      before,
      after: null,
    });
  });
  await rerouteAlerts(ctx);
}
