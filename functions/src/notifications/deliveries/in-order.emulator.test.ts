import { beforeEach, describe, expect, test } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  addChannel,
  addDelivery,
  deliver,
  notificationOf,
  Receiver,
  resolvedAlert,
  storedDelivery,
  taken,
  toldAlert,
  unavailable,
} from '../../../test/support/deliveries.ts';
import type { Notification } from '../../contracts/notification-delivery.ts';
import { leaseMs } from './limits.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

let ctx: TestCtx;
let receiver: Receiver;
let channelId: string;

beforeEach(async () => {
  ctx = testContext({ now });
  receiver = new Receiver();
  channelId = await addChannel(ctx);
});

const add = (notification: Notification, seconds: number, groupId = 'grp_disk') =>
  addDelivery(ctx, { channelId, groupId, notification, now: later(seconds) });
const work = (deliveryId: string, when: Date) => deliver(ctx, deliveryId, { send: receiver.send, now: when });

const firing = notificationOf();
const resolved = notificationOf({ alerts: [resolvedAlert()] });
const acknowledged = notificationOf({ kind: 'acknowledged', alerts: [toldAlert({ acknowledged: true })] });

describe('a resolved after a firing that did not arrive', () => {
  test('is told in its place, and the firing is not sent any more', async () => {
    receiver.answer = () => unavailable;
    const first = await add(firing, 0);
    await work(first, now);
    const second = await add(resolved, 60);
    receiver.answer = () => taken;
    expect(await work(second, later(60))).toBe('delivered');
    expect(await storedDelivery(ctx, first)).toMatchObject({
      state: 'withheld',
      withheldReason: 'superseded',
      supersededBy: second,
      nextAttemptAt: null,
      attempts: [{ outcome: 'temporary' }],
    });
    expect(await work(first, later(3_600))).toBe('already-over');
    expect(receiver.told).toEqual(['firing', 'resolved']);
  });

  test('waits while the firing is being sent, and goes when that has ended', async () => {
    let answer: (result: typeof taken) => void = () => undefined;
    receiver.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const first = await add(firing, 0);
    const sending = work(first, now);
    await expect.poll(() => receiver.got.length).toBe(1);
    receiver.answer = () => taken;
    const second = await add(resolved, 5);
    expect(await work(second, later(5))).toBe('hold');
    expect(await storedDelivery(ctx, second)).toMatchObject({
      state: 'pending',
      heldBy: first,
      message: `waits for ${first}, which was to be told before`,
      nextAttemptAt: new Date(now.getTime() + leaseMs + 60_000),
    });
    ctx.tasks.deliveries.length = 0;
    answer(taken);
    expect(await sending).toBe('delivered');
    expect(ctx.tasks.deliveries).toEqual([{ orgId: ctx.orgId, deliveryId: second }]);
    expect(await work(second, later(6))).toBe('delivered');
    expect(receiver.told).toEqual(['firing', 'resolved']);
  });

  test('takes over from a worker that was lost', async () => {
    receiver.answer = () => new Promise(() => undefined);
    const first = await add(firing, 0);
    void work(first, now);
    await expect.poll(() => receiver.got.length).toBe(1);
    receiver.answer = () => taken;
    const second = await add(resolved, 5);
    expect(await work(second, later(5))).toBe('hold');
    expect(await work(second, later(leaseMs / 1_000))).toBe('delivered');
    expect(await storedDelivery(ctx, first)).toMatchObject({ withheldReason: 'superseded' });
  });
});

describe('a later message', () => {
  test.each([
    ['of another group', { groupId: 'grp_cpu' }],
    ['without a group', { groupId: null }],
  ])('%s waits for nothing', async (_, { groupId }) => {
    receiver.answer = () => unavailable;
    await work(await add(acknowledged, 0), now);
    const second = await addDelivery(ctx, { channelId, groupId, now: later(1) });
    receiver.answer = () => taken;
    expect(await work(second, later(1))).toBe('delivered');
  });

  test('to another channel waits for nothing', async () => {
    receiver.answer = () => unavailable;
    await work(await add(acknowledged, 0), now);
    const second = await addDelivery(ctx, { channelId: await addChannel(ctx), now: later(1) });
    receiver.answer = () => taken;
    expect(await work(second, later(1))).toBe('delivered');
  });

  test.each([
    ['an acknowledgement after a firing', firing, acknowledged],
    ['a firing after an acknowledgement', acknowledged, firing],
    [
      'a firing that does not name all alerts of the one before',
      notificationOf({ alerts: [toldAlert({ alertId: 'alr_gone' })] }),
      firing,
    ],
    [
      'a resolved after a firing that did not list all of its alerts',
      notificationOf({ truncatedAlerts: 5 }),
      resolved,
    ],
  ])('waits where it does not tell all that the one before was to tell: %s', async (_, earlier, own) => {
    receiver.answer = () => unavailable;
    const first = await add(earlier, 0);
    await work(first, now);
    const second = await add(own, 1);
    expect(await work(second, later(1))).toBe('hold');
    receiver.answer = () => taken;
    const due = (await storedDelivery(ctx, first)).nextAttemptAt ?? now;
    expect(await work(first, due)).toBe('delivered');
    expect(await work(second, due)).toBe('delivered');
    expect(receiver.got.map(({ notification }) => notification).slice(1)).toEqual([earlier, own]);
  });

  test('goes once the one before is given up', async () => {
    receiver.answer = () => unavailable;
    const first = await add(acknowledged, 0);
    await work(first, now);
    const second = await add(firing, 1);
    await work(second, later(1));
    receiver.answer = () => ({ outcome: 'permanent', status: 400, detail: 'answered 400' });
    const due = (await storedDelivery(ctx, first)).nextAttemptAt ?? now;
    expect(await work(first, due)).toBe('failed');
    expect(ctx.tasks.deliveries).toContainEqual({ orgId: ctx.orgId, deliveryId: second });
    receiver.answer = () => taken;
    expect(await work(second, due)).toBe('delivered');
  });

  test('that is over makes an escalation and an acknowledgement superfluous that were not told', async () => {
    receiver.answer = () => unavailable;
    const ids = [
      await add(notificationOf({ kind: 'escalation', escalationStep: 1 }), 0),
      await add(acknowledged, 1),
    ];
    await work(ids[0] ?? '', now);
    receiver.answer = () => taken;
    const last = await add(resolved, 2);
    expect(await work(last, later(2))).toBe('delivered');
    for (const id of ids) expect(await storedDelivery(ctx, id)).toMatchObject({ supersededBy: last });
    expect(receiver.told).toEqual(['escalation', 'resolved']);
  });

  test('of the same instant comes after the alerts', async () => {
    const [told, second] = [await add(firing, 0), await add(acknowledged, 0)];
    expect(await work(second, now)).toBe('hold');
    expect(await work(told, now)).toBe('delivered');
    expect(await work(second, now)).toBe('delivered');
  });
});
