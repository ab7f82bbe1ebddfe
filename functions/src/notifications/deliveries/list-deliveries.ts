import type { Query } from 'firebase-admin/firestore';
import type {
  NotificationDelivery,
  NotificationDeliveryQuery,
  NotificationDeliveryResponse,
} from '../../contracts/notification-delivery.ts';
import type { Page } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/**
 * The deliveries of the organization, newest first; dead letters are those with `state` failed. Query: equality on `state`
 * and `channelId`, and `alertIds` that hold an alert, in order of `createdAt`; Firestore joins one index for each filter.
 */
export async function listDeliveries({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: NotificationDeliveryQuery;
}): Promise<Page<NotificationDeliveryResponse>> {
  requirePermission(ctx, 'notification-deliveries:read');
  const { state, channelId, alertId } = input;
  let query: Query<NotificationDelivery> = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  if (state !== undefined) query = query.where('state', '==', state);
  if (channelId !== undefined) query = query.where('channelId', '==', channelId);
  if (alertId !== undefined) query = query.where('alertIds', 'array-contains', alertId);
  const order = { field: 'createdAt', direction: 'desc' } as const;
  const { items, nextPageToken } = await readPage(ctx.db, query, order, input);
  return { items: items.map((one) => ({ deliveryId: one.id, ...one.data() })), nextPageToken };
}
