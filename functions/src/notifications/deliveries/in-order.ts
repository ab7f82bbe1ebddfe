import type { NotificationDelivery } from '../../contracts/notification-delivery.ts';
import { holdMs } from './limits.ts';

/** A delivery with its id. */
export interface DeliveryEntry {
  readonly deliveryId: string;
  readonly delivery: NotificationDelivery;
}

/** Whether a delivery may go, and which earlier ones it makes superfluous; or which one it waits for, and until when. */
export type OrderDecision =
  | { readonly kind: 'go'; readonly supersedes: readonly DeliveryEntry[] }
  | { readonly kind: 'hold'; readonly behind: string; readonly until: Date };

/**
 * Keeps the messages of one group to one channel in order: a resolved that overtakes its firing would leave the receiver
 * with an alert that is over.
 *
 * An earlier message that is not yet delivered gives way to a later one that tells all that it would have told, as in
 * Alertmanager, where each flush tells the group as it then stands. Any other is waited for.
 *
 * @param open deliveries of the same group and channel that are not over; `own` may be among them
 */
export function decideOrder(own: DeliveryEntry, open: readonly DeliveryEntry[], now: Date): OrderDecision {
  const earlier = open.filter((other) => comesBefore(other, own)).sort(byPlace);
  const blocking = earlier.find((other) => isUnderWay(other, now) || !tellsAllOf(own, other));
  if (blocking !== undefined) return heldBehind(blocking, now);
  return { kind: 'go', supersedes: earlier };
}

/** To wait for `other`, which tells when it is over; should that be lost, to look again soon after its next attempt. */
export function heldBehind(
  { deliveryId, delivery }: DeliveryEntry,
  now: Date,
): OrderDecision & { kind: 'hold' } {
  const next = Math.max(now.getTime(), delivery.nextAttemptAt?.getTime() ?? 0);
  return { kind: 'hold', behind: deliveryId, until: new Date(next + holdMs) };
}

const isUnderWay = ({ delivery: { state, leaseExpiresAt } }: DeliveryEntry, now: Date): boolean =>
  state === 'sending' && leaseExpiresAt !== null && leaseExpiresAt > now;

/**
 * Whether `later` says of every alert that `earlier` names how it stands. What is over makes all kinds of news of it
 * superfluous; what still fires only the news that it fires: that somebody acknowledged it is another matter.
 */
function tellsAllOf({ delivery: later }: DeliveryEntry, { delivery: earlier }: DeliveryEntry): boolean {
  if (later.notification.kind !== 'alerts' || earlier.notification.truncatedAlerts > 0) return false;
  const sameNews = earlier.notification.kind === 'alerts' || later.notification.status === 'resolved';
  const told = new Set(later.notification.alerts.map(({ alertId }) => alertId));
  return sameNews && earlier.notification.alerts.every(({ alertId }) => told.has(alertId));
}

const comesBefore = (other: DeliveryEntry, own: DeliveryEntry): boolean =>
  other.deliveryId !== own.deliveryId && byPlace(other, own) < 0;

/** By when they joined the queue; of one flush, the alerts before what else is told of them. */
function byPlace(a: DeliveryEntry, b: DeliveryEntry): number {
  return queuedAt(a) - queuedAt(b) || rank(a) - rank(b) || (a.deliveryId < b.deliveryId ? -1 : 1);
}

/** One that is sent again by hand has its place at the end: nothing newer waits for it. */
const queuedAt = ({ delivery: { resentAt, createdAt } }: DeliveryEntry): number =>
  (resentAt ?? createdAt).getTime();

const rank = ({ delivery }: DeliveryEntry): number => (delivery.notification.kind === 'alerts' ? 0 : 1);
