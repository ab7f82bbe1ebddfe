import { requireValidMatchers } from '../../alerting/matchers/require-valid-matchers.ts';
import { notFound } from '../../contracts/errors.ts';
import type {
  NotificationPolicy,
  NotificationPolicyResponse,
  UpdateNotificationPolicyRequest,
} from '../../contracts/notification-policy.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { requireChannels } from '../../pipeline/alert/require-channels.ts';
import { rerouteAlerts } from '../../pipeline/alert/reroute-alerts.ts';

/** Changes a notification policy by a merge patch. Alerts that are open are told as it now says. */
export async function updateNotificationPolicy({
  ctx,
  input: { policyId, patch, precondition },
}: {
  ctx: Ctx;
  input: {
    policyId: string;
    patch: UpdateNotificationPolicyRequest;
    precondition?: Precondition | undefined;
  };
}): Promise<NotificationPolicyResponse> {
  requirePermission(ctx, 'notification-policies:write');
  requireValidMatchers({ '/matchers': patch.matchers });
  await requireChannels(ctx, patch.notify);
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_policies').doc(policyId);
  const after = await ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('notification policy', policyId);
    precondition?.({ policyId, ...before });
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const changed: NotificationPolicy = { ...before, ...given, updatedAt: ctx.now };
    transaction.set(reference, changed);
    const change = { type: 'notification-policy', id: policyId, before, after: changed };
    recordAudit(ctx, transaction, { verb: 'update', ...change });
    return changed;
  });
  await rerouteAlerts(ctx, { changed: policyId });
  return { policyId, ...after };
}
