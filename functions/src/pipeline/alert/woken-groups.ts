import { type GroupTimes, planWake, type Wakeable, type WakeCause } from '../../alerting/notify/plan-wake.ts';
import type { NotificationGroup } from '../../contracts/notification-group.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { shardOf } from '../../firestore/shards.ts';
import type { RoutedGroup } from './route-alert.ts';

interface KnownGroup {
  readonly stored: NotificationGroup | null;
  routed: RoutedGroup | null;
  times: GroupTimes | null;
}

/** The groups that a transaction has to do with: each is read once, and written once where it is woken. */
export class WokenGroups {
  readonly #ctx: Ctx;
  readonly #transaction: MeteredTransaction;
  readonly #groups = new Map<string, KnownGroup>();

  constructor(ctx: Ctx, transaction: MeteredTransaction) {
    this.#ctx = ctx;
    this.#transaction = transaction;
  }

  /** Reads a group that is not known yet. */
  async read(groupId: string): Promise<void> {
    if (this.#groups.has(groupId)) return;
    const stored = (await this.#transaction.get(this.#document(groupId))).data() ?? null;
    this.#groups.set(groupId, { stored, routed: null, times: null });
  }

  /** Whether a channel of the group believes that an alert fires. The group must have been read. */
  believes(groupId: string, alertId: string): boolean {
    const channels = this.#groups.get(groupId)?.stored?.channels ?? {};
    return Object.values(channels).some(({ firing }) => firing.includes(alertId));
  }

  /** Has a group looked at in time; `routed` makes it where there is none. The group must have been read. */
  wake(groupId: string, cause: WakeCause, routed: RoutedGroup | null): void {
    const group = this.#groups.get(groupId);
    const notify = routed?.route.notify ?? group?.stored?.notify;
    if (group === undefined || notify === undefined) return;
    const times = planWake(wakeable(group), notify, cause, this.#ctx.now);
    if (times === null) return;
    group.times = times;
    group.routed ??= routed;
  }

  /** Writes what was woken, and has it looked at once that is there; the tick looks, too, should the task be lost. */
  write(): void {
    for (const [groupId, group] of this.#groups) {
      if (group.times === null) continue;
      this.#writeOne(groupId, group, group.times);
      const notBefore = group.times.nextFlushAt;
      this.#transaction.afterCommit(() => this.#enqueue(groupId, notBefore));
    }
  }

  #writeOne(groupId: string, { stored, routed }: KnownGroup, times: GroupTimes): void {
    const { now } = this.#ctx;
    const document = this.#document(groupId);
    if (stored !== null) {
      const notify = routed?.route.notify;
      const changes = {
        ...times,
        ...(notify === undefined ? {} : { notify }),
        expireAt: null,
        updatedAt: now,
      };
      this.#transaction.update(document, changes);
    } else if (routed !== null) {
      const { kind, id, name, notify } = routed.route;
      this.#transaction.create(document, {
        route: { kind, id, name },
        notify,
        groupLabels: { ...routed.groupLabels },
        ...times,
        shard: shardOf(groupId),
        ...{ active: false, flushedAt: null, flushes: 0, channels: {}, alerts: {} },
        ...{ createdAt: now, updatedAt: now, expireAt: null },
      });
    }
  }

  async #enqueue(groupId: string, notBefore: Date | null): Promise<void> {
    const { tasks, orgId, warn = console.warn } = this.#ctx;
    try {
      await tasks.enqueueFlush({ orgId, groupId }, notBefore === null ? {} : { notBefore });
    } catch (error) {
      warn(`the flush of group ${groupId} was not queued and waits for the tick`, error);
    }
  }

  #document(groupId: string) {
    return collection(this.#ctx.db.firestore, this.#ctx.orgId, 'notification_groups').doc(groupId);
  }
}

/** The group as it will be: one that is new may have been woken by another alert of the same transaction. */
function wakeable({ stored, times }: KnownGroup): Wakeable | null {
  if (stored !== null) return { ...stored, ...times };
  return times === null ? null : { active: false, flushedAt: null, ...times };
}
