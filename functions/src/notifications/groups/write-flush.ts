import type { Telling } from '../../alerting/notify/flush-types.ts';
import type { FlushPlan } from '../../alerting/notify/plan-flush.ts';
import { tellWords } from '../../alerting/notify/tell-words.ts';
import { withheldWords } from '../../alerting/notify/withheld-words.ts';
import { actorName } from '../../contracts/context.ts';
import { deterministicId } from '../../contracts/ids.ts';
import type { NotificationGroup } from '../../contracts/notification-group.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { writeNotice } from '../../pipeline/alert/write-notice.ts';
import { pendingDelivery } from '../deliveries/pending-delivery.ts';
import { buildNotification } from './build-notification.ts';
import { groupKeptMs, taskAheadMs } from './limits.ts';
import type { FlushedAlerts, Surroundings } from './read-flush.ts';

/** A plan, and what it was made from. */
export interface PlannedFlush {
  readonly groupId: string;
  readonly group: NotificationGroup;
  readonly alerts: FlushedAlerts;
  readonly surroundings: Surroundings;
  readonly plan: FlushPlan;
  /** Open alerts that were not read. */
  readonly overflow: number;
}

/**
 * Writes down what a flush decided: deliveries, timelines, the group. Tasks are queued after the commit; where they are lost
 * the tick finds what is due.
 */
export function writeFlush(ctx: Ctx, transaction: MeteredTransaction, flush: PlannedFlush): void {
  for (const telling of flush.plan.tellings) writeTelling(ctx, transaction, flush, telling);
  for (const { alertId, channelId, reason } of flush.plan.withheld) {
    const entry = flush.alerts.entries.get(alertId);
    if (entry === undefined) continue;
    const key = [flush.groupId, channelId, reason, ctx.now.toISOString()];
    const notice = { kind: 'withheld', channelId, deliveryId: null, key } as const;
    writeNotice(ctx, transaction, entry, { ...notice, reason: withheldWords[reason] });
  }
  writeGroup(ctx, transaction, flush);
}

function writeTelling(
  ctx: Ctx,
  transaction: MeteredTransaction,
  { groupId, group, alerts, surroundings, overflow }: PlannedFlush,
  telling: Telling,
): void {
  const { orgId, now } = ctx;
  const { channelId, kind, reason, news } = telling;
  const channel = surroundings.channels.get(channelId);
  if (channel === undefined) throw new Error(`channel ${channelId} is told and not there`);
  const deliveryId = deterministicId('delivery', groupId, channelId, group.flushes + 1, kind);
  const route = { ...group.route, name: surroundings.routeName };
  const parts = { groupId, group: { ...group, route }, telling, alerts: alerts.entries, overflow };
  const delivery = pendingDelivery({
    ...{ deliveryId, channelId, groupId, now },
    channelType: channel.settings.type,
    channelName: channel.name,
    notification: buildNotification(parts),
    requestedBy: actorName(ctx.actor),
  });
  transaction.create(
    collection(ctx.db.firestore, orgId, 'notification_deliveries').doc(deliveryId),
    delivery,
  );
  for (const alertId of news) {
    const entry = alerts.entries.get(alertId);
    if (entry === undefined) continue;
    const words = `told ${channel.name}: ${tellWords[reason]}`;
    writeNotice(ctx, transaction, entry, {
      kind: 'told',
      reason: words,
      channelId,
      deliveryId,
      key: [deliveryId],
    });
  }
  transaction.afterCommit(() =>
    queued(ctx, `delivery ${deliveryId}`, ctx.tasks.enqueueDelivery({ orgId, deliveryId })),
  );
}

function writeGroup(
  ctx: Ctx,
  transaction: MeteredTransaction,
  { groupId, group, surroundings, plan }: PlannedFlush,
): void {
  const { orgId, now, tasks } = ctx;
  const { nextFlushAt, active } = plan.group;
  const isOver = !active && nextFlushAt === null;
  transaction.set(collection(ctx.db.firestore, orgId, 'notification_groups').doc(groupId), {
    ...group,
    ...plan.group,
    notify: surroundings.notify,
    route: { ...group.route, name: surroundings.routeName },
    updatedAt: now,
    expireAt: isOver ? new Date(now.getTime() + groupKeptMs) : null,
  });
  if (nextFlushAt === null || nextFlushAt.getTime() - now.getTime() > taskAheadMs) return;
  transaction.afterCommit(() =>
    queued(ctx, `flush of ${groupId}`, tasks.enqueueFlush({ orgId, groupId }, { notBefore: nextFlushAt })),
  );
}

async function queued(ctx: Ctx, what: string, task: Promise<void>): Promise<void> {
  try {
    await task;
  } catch (error) {
    (ctx.warn ?? console.warn)(`${what} was not queued and waits for the tick`, error);
  }
}
