import { notFound } from '../../contracts/errors.ts';
import type { NotificationDeliveryResponse } from '../../contracts/notification-delivery.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

/** One delivery of the organization, with its attempts. Throws `not-found` for any other. */
export async function getDelivery({
  ctx,
  input: { deliveryId },
}: {
  ctx: Ctx;
  input: { deliveryId: string };
}): Promise<NotificationDeliveryResponse> {
  requirePermission(ctx, 'notification-deliveries:read');
  const deliveries = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries');
  const delivery = (await ctx.db.get(deliveries.doc(deliveryId))).data();
  if (delivery === undefined) throw notFound('notification delivery', deliveryId);
  return { deliveryId, ...delivery };
}
