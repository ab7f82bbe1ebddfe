import { beforeEach, describe, expect, test } from 'vitest';
import { RecordedTasks, type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  addChannel,
  addDelivery,
  deliver,
  Receiver,
  storedDelivery,
} from '../../../test/support/deliveries.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import type { DeliverNotificationTask } from '../../contracts/notification-tasks.ts';
import { Database } from '../../firestore/database.ts';
import { advanceDeliveries } from './advance-deliveries.ts';
import { leaseMs, queueGraceMs } from './limits.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const grace = queueGraceMs;

// The tick sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;
let channelId: string;

beforeEach(async () => {
  ctx = testContext({ db: isolatedDatabase(), now });
  channelId = await addChannel(ctx);
});

async function tick(when: Date, tasks = new RecordedTasks(), limits?: { atOnce: number; perTick: number }) {
  const db = new Database(ctx.db.firestore);
  const result = await advanceDeliveries({ db, tasks, ...(limits && { limits }) }, when);
  return { ...result, ids: tasks.deliveries.map(({ deliveryId }) => deliveryId), meter: db.meter };
}

describe('a tick', () => {
  test('with nothing due reads one document and writes none', async () => {
    await addDelivery(ctx, { channelId });
    const { meter, ...result } = await tick(now);
    expect(result).toEqual({ enqueued: 0, failed: [], full: false, ids: [] });
    expect([meter.reads, meter.writes]).toEqual([1, 0]);
  });

  test('hands out again what waits longer than a queue takes, of all organizations', async () => {
    const lost = await addDelivery(ctx, { channelId });
    const other = testContext({ db: ctx.db, now });
    const theirs = await addDelivery(other, { channelId: await addChannel(other) });
    expect((await tick(later(grace - 1))).ids).toEqual([]);
    expect(new Set((await tick(later(grace))).ids)).toEqual(new Set([lost, theirs]));
  });

  test('leaves alone what is over, and what is being sent', async () => {
    const receiver = new Receiver();
    const sent = await addDelivery(ctx, { channelId });
    await deliver(ctx, sent, { send: receiver.send });
    receiver.answer = () => new Promise(() => undefined);
    const slow = await addDelivery(ctx, { channelId, groupId: 'grp_other' });
    void deliver(ctx, slow, { send: receiver.send });
    await expect.poll(() => receiver.got.length).toBe(2);
    expect((await tick(later(leaseMs))).ids).toEqual([]);
    expect((await tick(later(leaseMs + grace))).ids).toEqual([slow]);
  });

  test('finds a retry when it is due', async () => {
    const receiver = new Receiver();
    receiver.answer = () => ({ outcome: 'temporary', status: 503, detail: 'answered 503' });
    const deliveryId = await addDelivery(ctx, { channelId });
    await deliver(ctx, deliveryId, { send: receiver.send });
    const due = (await storedDelivery(ctx, deliveryId)).nextAttemptAt ?? now;
    expect((await tick(new Date(due.getTime() + grace - 1))).ids).toEqual([]);
    expect((await tick(new Date(due.getTime() + grace))).ids).toEqual([deliveryId]);
  });

  test('takes on no more than its limit, the longest due first, page by page', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      ids.push(await addDelivery(ctx, { channelId, now: later(index) }));
    }
    const first = await tick(later(2 * grace), new RecordedTasks(), { atOnce: 2, perTick: 4 });
    expect(first).toMatchObject({ enqueued: 4, full: true, ids: ids.slice(0, 4) });
    const all = await tick(later(2 * grace), new RecordedTasks(), { atOnce: 2, perTick: 100 });
    expect(all).toMatchObject({ enqueued: 5, full: false, ids });
  });

  test('goes on after one that the queue does not take, and says which', async () => {
    const bad = await addDelivery(ctx, { channelId });
    const good = await addDelivery(ctx, { channelId, now: later(1) });
    const tasks = new (class extends RecordedTasks {
      override async enqueueDelivery(task: DeliverNotificationTask): Promise<void> {
        if (task.deliveryId === bad) throw new Error('the queue is away');
        return super.enqueueDelivery(task);
      }
    })();
    const { failed, enqueued, ids } = await tick(later(2 * grace), tasks);
    expect([enqueued, ids]).toEqual([1, [good]]);
    const path = `organizations/${ctx.orgId}/notification_deliveries/${bad}`;
    expect(failed).toEqual([{ path, cause: new Error('the queue is away') }]);
  });
});
