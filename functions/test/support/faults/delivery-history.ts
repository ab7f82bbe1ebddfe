import { expect } from 'vitest';
import type { NotificationDelivery, ToldAlert } from '../../../src/contracts/notification-delivery.ts';
import type { MeteredTransaction } from '../../../src/firestore/database.ts';
import { Database } from '../../../src/firestore/database.ts';
import { advanceDeliveries } from '../../../src/notifications/deliveries/advance-deliveries.ts';
import { queueGraceMs } from '../../../src/notifications/deliveries/limits.ts';
import type { SendByChannelRequest } from '../../../src/notifications/senders/send-by-channel.ts';
import { at, type TestCtx } from '../context.ts';
import {
  addDelivery,
  deliver,
  notificationOf,
  storedDeliveries,
  taken,
  toldAlert,
  unavailable,
} from '../deliveries.ts';

/** A worker that dies before its second transaction: between sending and recording, or while it puts a digest together. */
class DyingDatabase extends Database {
  #transactions = 0;

  override async transaction<R>(body: (transaction: MeteredTransaction) => Promise<R>): Promise<R> {
    this.#transactions += 1;
    if (this.#transactions > 1) throw new Error('killed');
    return super.transaction(body);
  }
}

/** What happens to the messages of some groups of one alert each, on one channel; and what a receiver got of it. */
export class DeliveryHistory {
  now: Date;
  isDown = false;
  /** Messages that the receiver took, in order. */
  readonly got: SendByChannelRequest[] = [];
  readonly #ctx: TestCtx;
  readonly #channelId: string;
  /** By group, the alert that fires, where one does. */
  readonly #firing = new Map<string, ToldAlert>();
  #episodes = 0;
  /** Workers that died, by the message that they were at. */
  readonly deaths = new Map<string, number>();

  constructor(ctx: TestCtx, channelId: string) {
    this.#ctx = ctx;
    this.#channelId = channelId;
    this.now = ctx.now;
  }

  /**
   * Tells of a group what comes next: that its alert fires, that somebody acknowledged it, or that it is over. No group is told
   * of twice in an instant.
   */
  async tell(groupId: string, acknowledged: boolean): Promise<void> {
    this.now = new Date(this.now.getTime() + 1_000);
    const firing = this.#firing.get(groupId);
    const alert = this.#next(groupId, firing, acknowledged);
    const kind = firing !== undefined && acknowledged ? 'acknowledged' : 'alerts';
    const notification = notificationOf({ kind, alerts: [alert] });
    const deliveryId = await addDelivery(this.#ctx, {
      channelId: this.#channelId,
      groupId,
      notification,
      now: this.now,
    });
    await this.#ctx.tasks.enqueueDelivery({ orgId: this.#ctx.orgId, deliveryId });
  }

  #next(groupId: string, firing: ToldAlert | undefined, acknowledged: boolean): ToldAlert {
    if (firing === undefined) {
      this.#episodes += 1;
      const alert = toldAlert({ alertId: `alr_${this.#episodes}` });
      this.#firing.set(groupId, alert);
      return alert;
    }
    if (acknowledged) return { ...firing, acknowledged };
    this.#firing.delete(groupId);
    return { ...firing, status: 'resolved', resolvedAt: this.now };
  }

  /** Runs a task of those that may run, as a worker that lives or dies; it stays in the queue where it is delivered twice. */
  async run(
    pick: number,
    { dies, stays }: { readonly dies: boolean; readonly stays: boolean },
  ): Promise<void> {
    const { deliveries } = this.#ctx.tasks;
    const due = deliveries.filter(({ notBefore }) => notBefore === undefined || notBefore <= this.now);
    const task = due[pick % Math.max(1, due.length)];
    if (task === undefined) return;
    if (!stays) deliveries.splice(deliveries.indexOf(task), 1);
    await this.#work(task.deliveryId, dies);
  }

  async #work(deliveryId: string, dies: boolean): Promise<void> {
    const db = dies ? new DyingDatabase(this.#ctx.db.firestore) : new Database(this.#ctx.db.firestore);
    const send = async (request: SendByChannelRequest) => {
      if (this.isDown) return unavailable;
      this.got.push(request);
      return taken;
    };
    const ctx = { ...this.#ctx, db, now: this.now };
    const work = deliver(ctx, deliveryId, { send, now: this.now, db });
    const [outcome] = await Promise.allSettled([work]);
    if (outcome?.status === 'fulfilled') return;
    expect(outcome?.reason).toEqual(new Error('killed'));
    this.deaths.set(deliveryId, (this.deaths.get(deliveryId) ?? 0) + 1);
  }

  /** Loses all tasks, as a queue may, and lets time pass; the tick then finds what is due. */
  async pass(seconds: number, losesTasks: boolean): Promise<void> {
    this.now = new Date(this.now.getTime() + seconds * 1_000);
    if (losesTasks) this.#ctx.tasks.deliveries.length = 0;
    const { db, tasks } = at(this.#ctx, this.now);
    await advanceDeliveries({ db, tasks }, this.now);
  }

  /** The receiver is well, workers live, and time passes until nothing is left to do. */
  async settle(): Promise<Map<string, NotificationDelivery>> {
    this.isDown = false;
    for (let round = 0; round < 100; round += 1) {
      const { deliveries } = this.#ctx.tasks;
      const due = deliveries.filter(({ notBefore }) => notBefore === undefined || notBefore <= this.now);
      deliveries.length = 0;
      for (const { deliveryId } of due) await this.#work(deliveryId, false);
      const open = [...(await storedDeliveries(this.#ctx)).values()].flatMap(
        ({ nextAttemptAt }) => nextAttemptAt ?? [],
      );
      if (open.length === 0) break;
      const next = Math.min(...open.map((instant) => instant.getTime())) + queueGraceMs;
      await this.pass(Math.max(0, next - this.now.getTime()) / 1_000, true);
    }
    return storedDeliveries(this.#ctx);
  }
}
