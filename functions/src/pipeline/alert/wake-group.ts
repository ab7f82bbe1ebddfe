import type { Timestamp } from 'firebase-admin/firestore';
import type { GroupTimes } from '../../alerting/notify/plan-wake.ts';
import type { NotificationGroup } from '../../contracts/notification-group.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { shardOf } from '../../firestore/shards.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import type { RoutedGroup } from './route-alert.ts';

/** A group that is to be looked at earlier than it would be, as it was read. */
export interface GroupToWake {
  readonly groupId: string;
  readonly times: GroupTimes;
  /** Null for one that is new, which `routed` describes. */
  readonly stored: NotificationGroup | null;
  readonly updateTime: Timestamp | null;
  readonly routed: RoutedGroup | null;
}

/**
 * Writes when a group is to be looked at, unless it was changed since it was read: whoever did that may have woken it, or
 * the next look at it will say what is still to do. One write, or none.
 *
 * @returns whether it was written
 */
export async function wakeGroup(ctx: Ctx, group: GroupToWake): Promise<boolean> {
  try {
    return await write(ctx, group);
  } catch (error) {
    const isTooLate =
      isFirestoreError(error, 'alreadyExists') ||
      isFirestoreError(error, 'failedPrecondition') ||
      isFirestoreError(error, 'notFound');
    if (isTooLate) return false;
    throw error;
  }
}

async function write(
  { db, orgId, now }: Ctx,
  { groupId, times, stored, updateTime, routed }: GroupToWake,
): Promise<boolean> {
  const document = collection(db.firestore, orgId, 'notification_groups').doc(groupId);
  if (stored !== null && updateTime !== null) {
    const changes = { ...times, expireAt: null, updatedAt: now };
    await db.commit((writer) => writer.update(document, changes, { lastUpdateTime: updateTime }));
    return true;
  }
  if (routed === null) return false;
  const { kind, id, name, notify } = routed.route;
  const group: NotificationGroup = {
    route: { kind, id, name },
    notify,
    groupLabels: { ...routed.groupLabels },
    ...times,
    shard: shardOf(groupId),
    ...{ active: false, flushedAt: null, flushes: 0, channels: {}, alerts: {} },
    ...{ createdAt: now, updatedAt: now, expireAt: null },
  };
  await db.commit((writer) => writer.create(document, group));
  return true;
}
