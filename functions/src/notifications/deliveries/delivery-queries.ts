import type { Firestore, Query } from 'firebase-admin/firestore';
import type { NotificationDelivery } from '../../contracts/notification-delivery.ts';
import { collection } from '../../firestore/collections.ts';
import { allShards } from '../shards.ts';
import { queueMax } from './limits.ts';

const deliveries = (firestore: Firestore, orgId: string) =>
  collection(firestore, orgId, 'notification_deliveries');

/** Deliveries of all organizations that were to be looked at by `dueBy`, the longest due first: pending ones, and those whose worker was lost. */
export const dueQuery = (firestore: Firestore, dueBy: Date): Query =>
  firestore
    .collectionGroup('notification_deliveries')
    .where('shard', 'in', allShards)
    .where('nextAttemptAt', '<=', dueBy)
    .orderBy('nextAttemptAt');

/** What is not over of one group on one channel. */
export const queueQuery = (
  firestore: Firestore,
  orgId: string,
  { groupId, channelId }: { readonly groupId: string; readonly channelId: string },
): Query<NotificationDelivery> =>
  deliveries(firestore, orgId)
    .where('groupId', '==', groupId)
    .where('channelId', '==', channelId)
    .where('state', 'in', ['pending', 'sending'])
    .limit(queueMax);

/** What waits for the end of a delivery. */
export const heldQuery = (
  firestore: Firestore,
  orgId: string,
  deliveryId: string,
): Query<NotificationDelivery> =>
  deliveries(firestore, orgId).where('heldBy', '==', deliveryId).limit(queueMax);
