import type { NotificationPolicyResponse } from '../../contracts/notification-policy.ts';
import type { Page, PageQuery } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/** The notification policies of the organization in order of their ids. */
export async function listNotificationPolicies({
  ctx,
  input: page,
}: {
  ctx: Ctx;
  input: PageQuery;
}): Promise<Page<NotificationPolicyResponse>> {
  requirePermission(ctx, 'notification-policies:read');
  const all = collection(ctx.db.firestore, ctx.orgId, 'notification_policies');
  const { items, nextPageToken } = await readPage(ctx.db, all, { field: null, direction: 'asc' }, page);
  return { items: items.map((one) => ({ policyId: one.id, ...one.data() })), nextPageToken };
}
