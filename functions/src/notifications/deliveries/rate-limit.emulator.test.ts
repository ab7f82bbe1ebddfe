import { beforeEach, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  addChannel,
  addDeliveries,
  addDelivery,
  deliver,
  notificationOf,
  Receiver,
  resolvedAlert,
  storedDeliveries,
  storedDelivery,
  taken,
  toldAlert,
  unavailable,
} from '../../../test/support/deliveries.ts';
import { DeliveryClock } from '../../../test/support/delivery-clock.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import { deliverNotification } from './deliver-notification.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

// The tick sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;
let receiver: Receiver;
let clock: DeliveryClock;

beforeEach(() => {
  ctx = testContext({ db: isolatedDatabase(), now });
  receiver = new Receiver();
  clock = new DeliveryClock(ctx, { send: receiver.send });
});

const limited = (maxPerMinute: number, overrides: Partial<NotificationChannel> = {}) =>
  addChannel(ctx, { maxPerMinute, settings: { type: 'slack' }, ...overrides });

const alertOf = (index: number) => toldAlert({ alertId: `alr_${String(index).padStart(4, '0')}` });

/** One alert in a group of its own, to be told now. */
async function alarm(channelId: string, index: number, when: Date = clock.now): Promise<string> {
  const notification = notificationOf({ alerts: [alertOf(index)] });
  const deliveryId = await addDelivery(ctx, { channelId, groupId: `grp_${index}`, notification, now: when });
  await ctx.tasks.enqueueDelivery({ orgId: ctx.orgId, deliveryId });
  return deliveryId;
}

async function storm(channelId: string, count: number): Promise<string[]> {
  const messages = Array.from({ length: count }, (_, index) => ({
    channelId,
    groupId: `grp_${index}`,
    notification: notificationOf({ alerts: [alertOf(index)] }),
  }));
  const ids = await addDeliveries(ctx, messages);
  for (const deliveryId of ids) await ctx.tasks.enqueueDelivery({ orgId: ctx.orgId, deliveryId });
  return ids;
}

describe('a storm', () => {
  test('of 400 alerts in 400 groups is a handful of messages, and none is lost', async () => {
    clock = new DeliveryClock(ctx, { send: receiver.send, atOnce: 8 });
    const channelId = await limited(5);
    const ids = await storm(channelId, 400);
    await clock.runTasks();
    expect(receiver.told).toEqual(Array.from({ length: 5 }, () => 'firing'));
    await clock.pass(5);
    expect(receiver.told).toEqual([...Array.from({ length: 5 }, () => 'firing'), 'digest']);
    const digest = receiver.got[5];
    expect(digest?.notification).toMatchObject({ status: 'firing', messages: 395, truncatedAlerts: 295 });
    expect(digest?.notification.alerts).toHaveLength(100);
    const stored = await storedDeliveries(ctx);
    const ends = ids.map((id) => stored.get(id));
    expect(ends.filter((delivery) => delivery?.state === 'delivered')).toHaveLength(5);
    const folded = ends.filter((delivery) => delivery?.withheldReason === 'rate-limited');
    expect(folded).toHaveLength(395);
    expect(new Set(folded.map((delivery) => delivery?.digestId))).toEqual(new Set([digest?.deliveryId]));
    expect(stored.size).toBe(401);
    expect(stored.get(digest?.deliveryId ?? '')).toMatchObject({
      state: 'delivered',
      digestOf: { messages: 395, lane: 0 },
      alertIds: digest?.notification.alerts.map(({ alertId }) => alertId),
    });
  }, 240_000);

  test('that goes on is the limit and one digest a minute', async () => {
    const channelId = await limited(3);
    for (let minute = 0; minute < 4; minute += 1) {
      for (let index = 0; index < 8; index += 1) await alarm(channelId, 10 * minute + index);
      await clock.runTasks();
      await clock.pass(1);
    }
    await clock.pass(2);
    expect(receiver.told.length).toBeLessThanOrEqual(4 * (3 + 1));
    const told = new Set(
      receiver.got.flatMap(({ notification }) => notification.alerts.map(({ alertId }) => alertId)),
    );
    expect(told.size).toBe(32);
  });

  test('costs six reads and two writes for each message of one alert that goes into a digest', async () => {
    const channelId = await limited(1);
    for (const index of [0, 1]) await alarm(channelId, index);
    await clock.runTasks();
    const third = await alarm(channelId, 2);
    const counted = at(ctx, now);
    const deps = { send: receiver.send, workerId: 'worker-1', clock: () => now };
    const input = { orgId: ctx.orgId, deliveryId: third };
    expect(await deliverNotification({ ctx: counted, input, deps })).toBe('fold');
    expect(counted.db.meter).toMatchObject({ reads: 6, writes: 2 });
  });
});

describe('a digest', () => {
  test('says the same under the same id each time it is tried', async () => {
    const channelId = await limited(1);
    for (const index of [0, 1, 2]) await alarm(channelId, index);
    await clock.runTasks();
    receiver.answer = () => unavailable;
    await clock.pass(1);
    receiver.answer = () => taken;
    await clock.pass(2);
    const [, first, second] = receiver.got;
    expect(receiver.told).toEqual(['firing', 'digest', 'digest']);
    expect(second).toMatchObject({ deliveryId: first?.deliveryId, notification: first?.notification });
    expect(first?.notification.alerts.map(({ alertId }) => alertId)).toEqual(['alr_0001', 'alr_0002']);
  });

  test('takes in what comes before it is sent, so that a resolved does not overtake its firing', async () => {
    const channelId = await limited(1);
    for (const index of [0, 1]) await alarm(channelId, index);
    await clock.runTasks();
    const notification = notificationOf({ alerts: [resolvedAlert({ alertId: 'alr_0001' })] });
    const over = await addDelivery(ctx, { channelId, groupId: 'grp_1', notification, now: later(61) });
    expect(await deliver(ctx, over, { send: receiver.send, now: later(61) })).toBe('fold');
    await clock.pass(2);
    expect(receiver.got[1]?.notification).toMatchObject({ status: 'resolved', messages: 2 });
    expect(receiver.got[1]?.notification.alerts).toEqual([resolvedAlert({ alertId: 'alr_0001' })]);
  });

  test('that is on its way is not overtaken by what it tells of, and by nothing else held up', async () => {
    const channelId = await limited(3);
    for (const index of [0, 1, 2, 3]) await alarm(channelId, index);
    await clock.runTasks();
    receiver.answer = () => unavailable;
    await clock.pass(1);
    receiver.answer = () => taken;
    const later1 = new Date(clock.now.getTime() + 60_000);
    const over = await addDelivery(ctx, {
      channelId,
      groupId: 'grp_3',
      notification: notificationOf({ alerts: [resolvedAlert({ alertId: 'alr_0003' })] }),
      now: later1,
    });
    expect(await deliver(ctx, over, { send: receiver.send, now: later1 })).toBe('hold');
    const other = await alarm(channelId, 7, later1);
    expect(await deliver(ctx, other, { send: receiver.send, now: later1 })).toBe('delivered');
    await clock.pass(4);
    expect(receiver.told.slice(3)).toEqual(['digest', 'firing', 'digest', 'resolved']);
  });

  test('waits for the one before it, and takes in all that comes meanwhile', async () => {
    const channelId = await limited(1);
    for (const index of [0, 1]) await alarm(channelId, index);
    await clock.runTasks();
    receiver.answer = () => unavailable;
    await clock.pass(3);
    for (let index = 10; index < 20; index += 1) {
      await alarm(channelId, index);
      await clock.runTasks();
      await clock.pass(1);
    }
    const digests = [...(await storedDeliveries(ctx)).values()].filter(({ digestOf }) => digestOf !== null);
    expect(digests.length).toBeLessThanOrEqual(2);
    receiver.answer = () => taken;
    await clock.pass(60);
    const ends = [...(await storedDeliveries(ctx)).values()].map(({ state }) => state);
    expect(ends.filter((state) => state !== 'delivered' && state !== 'withheld')).toEqual([]);
    const told = receiver.got
      .slice(-12)
      .flatMap(({ notification }) => notification.alerts.map(({ alertId }) => alertId));
    for (let index = 10; index < 20; index += 1) expect(told).toContain(`alr_00${index}`);
  });

  test('of a channel that was disabled meanwhile is withheld, and a new one begins once it is enabled', async () => {
    const channelId = await limited(1);
    for (const index of [0, 1]) await alarm(channelId, index);
    await clock.runTasks();
    const reference = ctx.db.firestore.doc(`organizations/${ctx.orgId}/notification_channels/${channelId}`);
    await reference.update({ enabled: false });
    await clock.pass(2);
    expect(receiver.told).toEqual(['firing']);
    await reference.update({ enabled: true });
    for (const index of [5, 6]) await alarm(channelId, index);
    await clock.runTasks();
    await clock.pass(2);
    expect(receiver.told).toEqual(['firing', 'firing', 'digest']);
    expect(receiver.got[2]?.notification.alerts).toEqual([alertOf(6)]);
  });

  test('of a worker that died while it put it together is put together by the next', async () => {
    const channelId = await limited(2);
    for (const index of [0, 1, 2]) await alarm(channelId, index);
    await clock.runTasks();
    const [digestId] = [...(await storedDeliveries(ctx))].find(([, { digestOf }]) => digestOf !== null) ?? [];
    const dying = { ...ctx, now: later(60) };
    const broken = Object.create(dying.db, { query: { value: () => new Promise(() => undefined) } });
    void deliverNotification({
      ctx: { ...dying, db: broken },
      input: { orgId: ctx.orgId, deliveryId: digestId ?? '' },
      deps: { send: receiver.send, workerId: 'dies', clock: () => later(60) },
    });
    await expect.poll(async () => (await storedDelivery(ctx, digestId ?? '')).state).toBe('sending');
    const own = notificationOf({ alerts: [resolvedAlert({ alertId: 'alr_0002' })] });
    const over = await addDelivery(ctx, { channelId, groupId: 'grp_2', notification: own, now: later(121) });
    expect(await deliver(ctx, over, { send: receiver.send, now: later(121) })).toBe('hold');
    await clock.pass(6);
    expect(receiver.told).toEqual(['firing', 'firing', 'digest', 'resolved']);
  });
});

describe('a channel of a machine', () => {
  test('is sent each message on its own, paced by the limit', async () => {
    const channelId = await limited(4, { settings: { type: 'pagerduty', region: 'us' } });
    await storm(channelId, 16);
    await clock.runTasks();
    const perMinute = [receiver.got.length];
    for (let minute = 0; minute < 30 && receiver.got.length < 16; minute += 1) {
      const before = receiver.got.length;
      await clock.pass(1);
      perMinute.push(receiver.got.length - before);
    }
    expect(receiver.told).toEqual(Array.from({ length: 16 }, () => 'firing'));
    expect(new Set(receiver.got.map(({ deliveryId }) => deliveryId)).size).toBe(16);
    expect(perMinute[0]).toBe(4);
    // The window begins with a message, not with the minute of the clock.
    expect(Math.max(...perMinute)).toBeLessThanOrEqual(8);
    expect(perMinute.length).toBeLessThan(15);
  }, 60_000);
});

describe('a message that was tried before', () => {
  test('is not told in a digest, since the other side may have it: it waits its turn', async () => {
    const channelId = await limited(1);
    receiver.answer = () => unavailable;
    const first = await alarm(channelId, 0);
    await clock.runTasks();
    receiver.answer = () => taken;
    const due = (await storedDelivery(ctx, first)).nextAttemptAt ?? now;
    expect(await deliver(ctx, first, { send: receiver.send, now: due })).toBe('wait');
    expect(await storedDelivery(ctx, first)).toMatchObject({ state: 'pending', heldBy: null });
    await clock.pass(4);
    expect(receiver.got.map(({ deliveryId }) => deliveryId)).toEqual([first, first]);
  });
});
