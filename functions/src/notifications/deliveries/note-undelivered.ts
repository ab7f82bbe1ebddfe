import { actorName } from '../../contracts/context.ts';
import { deterministicId } from '../../contracts/ids.ts';
import type { ToldAlert } from '../../contracts/notification-delivery.ts';
import { alertEventCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Writer } from '../../firestore/database.ts';
import type { DeliveryEntry } from './in-order.ts';

/**
 * Appends to the timeline of each alert of a message that it did not reach its channel, and why: the timeline said that the
 * channel is told when the message was queued. One write for each alert that the message lists.
 *
 * @param end what sets this end of the message apart from another, should it be sent again
 */
export function noteUndelivered(
  ctx: Ctx,
  writer: Writer,
  { deliveryId, delivery }: DeliveryEntry,
  { why, end, at }: { readonly why: string; readonly end: string; readonly at: Date },
): void {
  const { channelId, channelName, resentAt, notification } = delivery;
  const round = (resentAt ?? delivery.createdAt).toISOString();
  for (const alert of notification.alerts) {
    const eventId = deterministicId('alertEvent', alert.alertId, deliveryId, end, round);
    const state = stateTold(alert);
    writer.set(alertEventCollection(ctx.db.firestore, ctx.orgId, alert.alertId).doc(eventId), {
      kind: 'withheld',
      at,
      from: state,
      to: state,
      reason: `not delivered to ${channelName}: ${why}`,
      actor: actorName(ctx.actor),
      value: null,
      sequence: null,
      beneathSilence: null,
      silencedBy: [],
      assignedTo: null,
      channelId,
      deliveryId,
      recordedAt: ctx.now,
    });
  }
}

/** The state of the alert as the message has it. */
const stateTold = ({ status, acknowledged }: ToldAlert) =>
  status === 'resolved' ? 'resolved' : acknowledged ? 'acknowledged' : 'firing';
