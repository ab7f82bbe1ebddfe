import { notFound } from '../../contracts/errors.ts';
import type { NotificationPolicyResponse } from '../../contracts/notification-policy.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/** One notification policy of the organization. Throws `not-found` for any other. */
export async function getNotificationPolicy({
  ctx,
  input: { policyId },
}: {
  ctx: Ctx;
  input: { policyId: string };
}): Promise<NotificationPolicyResponse> {
  requirePermission(ctx, 'notification-policies:read');
  const all = collection(ctx.db.firestore, ctx.orgId, 'notification_policies');
  const found = (await ctx.db.get(all.doc(policyId))).data();
  if (found === undefined) throw notFound('notification policy', policyId);
  return { policyId, ...found };
}
