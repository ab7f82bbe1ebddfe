import type { Timestamp } from 'firebase-admin/firestore';
import { believes } from '../../alerting/notify/believes.ts';
import { type GroupTimes, planWake, type Wakeable, type WakeCause } from '../../alerting/notify/plan-wake.ts';
import type { NotificationGroup } from '../../contracts/notification-group.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import type { RoutedGroup } from './route-alert.ts';
import { type GroupToWake, wakeGroup } from './wake-group.ts';

interface KnownGroup {
  readonly stored: NotificationGroup | null;
  readonly updateTime: Timestamp | null;
  routed: RoutedGroup | null;
  times: GroupTimes | null;
}

/** The groups that a transaction has to do with: each is read once, so that a flush sees what is written here or comes later. */
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
    const groups = collection(this.#ctx.db.firestore, this.#ctx.orgId, 'notification_groups');
    const snapshot = await this.#transaction.get(groups.doc(groupId));
    const stored = snapshot.data() ?? null;
    this.#groups.set(groupId, { stored, updateTime: snapshot.updateTime ?? null, routed: null, times: null });
  }

  /**
   * Whether a channel of the group believes that an alert fires, or takes it for the episode before. The group must have been
   * read.
   */
  believes(groupId: string, alertId: string): boolean {
    const stored = this.#groups.get(groupId)?.stored ?? null;
    return stored !== null && believes(stored, alertId);
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

  /**
   * Where groups sleep that are to be woken, wakes them and begins the transaction anew, which then finds them awake: it
   * reads groups and never writes them, so that a thousand alerts that fire at once do not wait for each other. To be called
   * before the first write. A group that is awake for nothing finds nothing to tell.
   */
  wakeOrGoOn(): void {
    const toWake = [...this.#groups].flatMap(([groupId, { times, ...group }]): GroupToWake[] =>
      times === null ? [] : [{ groupId, times, ...group }],
    );
    if (toWake.length === 0) return;
    const woken: GroupToWake[] = [];
    this.#transaction.restartAfter(
      async () => {
        for (const group of toWake) if (await wakeGroup(this.#ctx, group)) woken.push(group);
        return woken.length > 0;
      },
      async () => {
        for (const { groupId, times } of woken) await this.#enqueue(groupId, times.nextFlushAt);
      },
    );
  }

  async #enqueue(groupId: string, notBefore: Date | null): Promise<void> {
    const { tasks, orgId, warn = console.warn } = this.#ctx;
    try {
      await tasks.enqueueFlush({ orgId, groupId }, notBefore === null ? {} : { notBefore });
    } catch (error) {
      warn(`the flush of group ${groupId} was not queued and waits for the tick`, error);
    }
  }
}

/** The group as it will be: one that is new may have been woken by another alert of the same transaction. */
function wakeable({ stored, times }: KnownGroup): Wakeable | null {
  if (stored !== null) return { ...stored, ...times };
  return times === null ? null : { active: false, flushedAt: null, ...times };
}
