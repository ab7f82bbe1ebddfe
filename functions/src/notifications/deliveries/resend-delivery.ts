import { actorName } from '../../contracts/context.ts';
import { DomainError, notFound } from '../../contracts/errors.ts';
import type {
  NotificationDelivery,
  NotificationDeliveryResponse,
} from '../../contracts/notification-delivery.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { isOver } from './delivery-lease.ts';

/**
 * Sends a delivery again that is over: a dead letter, one that was withheld, or one that arrived and that the other side
 * lost. It stays the same message under the same id, as Standard Webhooks wants it of a replay: a receiver that has it
 * already knows it again. The attempts before stay in its log; the schedule begins anew.
 *
 * @throws {DomainError} `failed-precondition` while it is still under way.
 */
export async function resendDelivery({
  ctx,
  input: { deliveryId },
}: {
  ctx: Ctx;
  input: { deliveryId: string };
}): Promise<NotificationDeliveryResponse> {
  requirePermission(ctx, 'notification-deliveries:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_deliveries').doc(deliveryId);
  const resent = await ctx.db.transaction(async (transaction) => {
    const delivery = (await transaction.get(reference)).data();
    if (delivery === undefined) throw notFound('notification delivery', deliveryId);
    if (!isOver(delivery)) throw underWay(delivery);
    const again = resentDelivery(ctx, delivery);
    transaction.set(reference, again);
    const change = { type: 'notification-delivery', id: deliveryId, before: delivery, after: again };
    recordAudit(ctx, transaction, { verb: 'resend', ...change });
    return again;
  });
  await ctx.tasks.enqueueDelivery({ orgId: ctx.orgId, deliveryId });
  return { deliveryId, ...resent };
}

function resentDelivery({ now, actor }: Ctx, delivery: NotificationDelivery): NotificationDelivery {
  return {
    ...delivery,
    state: 'pending',
    message: 'waits to be sent again',
    withheldReason: null,
    supersededBy: null,
    digestId: null,
    attempt: 0,
    nextAttemptAt: now,
    resentAt: now,
    resentBy: actorName(actor),
    updatedAt: now,
    expireAt: null,
  };
}

function underWay({ state, nextAttemptAt }: NotificationDelivery): DomainError {
  return new DomainError(
    'failed-precondition',
    'DELIVERY_UNDER_WAY',
    `the delivery is ${state} and is sent by itself: only one that is over can be sent again`,
    { extensions: { state, nextAttemptAt } },
  );
}
