import type { FlushPlan } from '../../alerting/notify/plan-flush.ts';
import { planFlush } from '../../alerting/notify/plan-flush.ts';
import { deterministicId } from '../../contracts/ids.ts';
import type { NotificationGroup } from '../../contracts/notification-group.ts';
import type { FlushGroupTask } from '../../contracts/notification-tasks.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { isDisabled } from '../../operator/rbac/is-disabled.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import {
  type FlushedAlerts,
  groupChannels,
  readAlerts,
  readSurroundings,
  type Surroundings,
} from './read-flush.ts';
import { writeFlush } from './write-flush.ts';

/**
 * What a flush came to. `not-yet` and `idle` cost one read: it came early, twice, or nothing is to be told. `asleep`: the
 * organization is disabled, and the tick puts the group off.
 */
export interface FlushResult {
  readonly result: 'flushed' | 'not-yet' | 'idle' | 'gone' | 'asleep';
  /** Deliveries written. */
  readonly told: number;
  readonly withheld: number;
}

const nothing = (result: FlushResult['result']): FlushResult => ({ result, told: 0, withheld: 0 });

/**
 * Looks what is to be told of a group of alerts, and writes it down: deliveries, what each channel was told, timelines of
 * the alerts, and when to look again, in one transaction with the alerts as they stand. May be called any number of times,
 * early, late and at once: who is second finds that it is done.
 *
 * What is read: the group (twice), its route, its channels, inhibition rules and the alerts that are their sources, the open
 * alerts of the group, and those over of which a channel does not know so.
 */
export async function flushGroup({
  ctx,
  input: { orgId, groupId },
}: {
  ctx: Ctx;
  input: FlushGroupTask;
}): Promise<FlushResult> {
  requirePermission(ctx, 'notification-deliveries:write');
  if (orgId !== ctx.orgId) return nothing('gone');
  const reference = collection(ctx.db.firestore, orgId, 'notification_groups').doc(groupId);
  const before = (await ctx.db.get(reference)).data();
  const early = notDue(before, ctx.now);
  if (before === undefined || early !== null) return nothing(early ?? 'gone');
  if (await isDisabled(ctx.db, orgId)) return nothing('asleep');
  const surroundings = await readSurroundings(ctx, before);
  return ctx.db.transaction(async (transaction) => {
    const group = (await transaction.get(reference)).data();
    const done = notDue(group, ctx.now);
    if (group === undefined || done !== null) return nothing(done ?? 'gone');
    const alerts = await readAlerts(ctx, transaction, groupId, group, surroundings.inhibitions);
    return flush(ctx, transaction, { groupId, group, alerts, surroundings });
  });
}

function notDue(group: NotificationGroup | undefined, now: Date): FlushResult['result'] | null {
  if (group === undefined) return 'gone';
  if (group.nextFlushAt === null) return 'idle';
  return group.nextFlushAt > now ? 'not-yet' : null;
}

interface Flushed {
  readonly groupId: string;
  readonly group: NotificationGroup;
  readonly alerts: FlushedAlerts;
  readonly surroundings: Surroundings;
}

async function flush(ctx: Ctx, transaction: MeteredTransaction, flushed: Flushed): Promise<FlushResult> {
  const { groupId, group, alerts, surroundings } = flushed;
  const plan: FlushPlan = planFlush({
    now: ctx.now,
    notify: surroundings.notify,
    group,
    alerts: alerts.alerts,
    channels: groupChannels(surroundings),
    deliveryIdOf: (channelId, kind) =>
      deterministicId('delivery', groupId, channelId, group.flushes + 1, kind),
  });
  const overflow = alerts.isFull ? await countOverflow(ctx, groupId, alerts.entries.size) : 0;
  writeFlush(ctx, transaction, { ...flushed, plan, overflow });
  return { result: 'flushed', told: plan.tellings.length, withheld: plan.withheld.length };
}

async function countOverflow(ctx: Ctx, groupId: string, read: number): Promise<number> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const open = alerts.where('groupIds', 'array-contains', groupId).where('open', '==', true);
  return Math.max(0, (await ctx.db.count(open)) - read);
}
