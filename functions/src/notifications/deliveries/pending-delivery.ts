import type { ChannelType } from '../../contracts/notification-channel.ts';
import type { Notification, NotificationDelivery } from '../../contracts/notification-delivery.ts';
import { shardOf } from '../shards.ts';

/** What is to be sent, and to whom. */
export interface NewDelivery {
  readonly deliveryId: string;
  readonly channelId: string;
  readonly channelType: ChannelType;
  readonly channelName: string;
  /** Null for what belongs to no group: nothing else waits for it, and it waits for nothing. */
  readonly groupId: string | null;
  readonly notification: Notification;
  /** As `actorName` writes it. */
  readonly requestedBy: string;
  readonly now: Date;
}

/** The document of a message that is to be sent at once. Enqueue its delivery once it is written. */
export function pendingDelivery(input: NewDelivery): NotificationDelivery {
  const { deliveryId, channelId, channelType, channelName, groupId, notification, requestedBy, now } = input;
  return {
    channelId,
    channelType,
    channelName,
    groupId,
    alertIds: notification.alerts.map(({ alertId }) => alertId),
    state: 'pending',
    message: 'waits to be sent',
    withheldReason: null,
    notification,
    attempt: 0,
    attempts: [],
    nextAttemptAt: now,
    heldBy: null,
    supersededBy: null,
    digestId: null,
    digestOf: null,
    resentAt: null,
    resentBy: null,
    shard: shardOf(deliveryId),
    leaseOwner: null,
    leaseExpiresAt: null,
    requestedBy,
    createdAt: now,
    deliveredAt: null,
    updatedAt: now,
    expireAt: null,
  };
}
