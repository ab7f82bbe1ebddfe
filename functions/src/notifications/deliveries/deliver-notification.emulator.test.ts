import { beforeEach, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  addChannel,
  addDelivery,
  deliver,
  notificationOf,
  Receiver,
  storedChannel,
  storedDelivery,
  taken,
  unavailable,
} from '../../../test/support/deliveries.ts';
import { collection } from '../../firestore/collections.ts';
import { deliverNotification } from './deliver-notification.ts';
import { attemptsKept, attemptsMax, leaseMs, sendTimeoutMs } from './limits.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

let ctx: TestCtx;
let receiver: Receiver;
let channelId: string;
let deliveryId: string;

beforeEach(async () => {
  ctx = testContext({ now });
  receiver = new Receiver();
  channelId = await addChannel(ctx);
  deliveryId = await addDelivery(ctx, { channelId });
});

const work = (when: Date = now, workerId = 'worker-1') =>
  deliver(ctx, deliveryId, { send: receiver.send, now: when, workerId });
const stored = () => storedDelivery(ctx, deliveryId);
const permanent = { outcome: 'permanent', status: 400, detail: 'answered 400: no such topic' } as const;

describe('a delivery', () => {
  test('is sent once, however often it is handed out', async () => {
    expect(await work()).toBe('delivered');
    expect(await work()).toBe('already-over');
    expect(receiver.got).toHaveLength(1);
    expect(receiver.got[0]).toMatchObject({
      deliveryId,
      channelId,
      notification: notificationOf(),
      createdAt: now,
    });
    expect(await stored()).toMatchObject({
      state: 'delivered',
      message: 'delivered: answered 200',
      attempt: 1,
      attempts: [{ at: now, durationMs: 0, outcome: 'delivered', status: 200, detail: 'answered 200' }],
      nextAttemptAt: null,
      leaseOwner: null,
      leaseExpiresAt: null,
      deliveredAt: now,
      expireAt: later(90 * 86_400),
    });
    expect(await storedChannel(ctx, channelId)).toMatchObject({ lastDeliveredAt: now, lastError: null });
  });

  test('costs eight reads and four writes, and one of each less where the channel is known to work', async () => {
    const counted = at(ctx, now);
    const deps = { send: receiver.send, workerId: 'worker-1', clock: () => now };
    await deliverNotification({ ctx: counted, input: { orgId: ctx.orgId, deliveryId }, deps });
    expect(counted.db.meter).toMatchObject({ reads: 8, writes: 4 });
    const another = await addDelivery(ctx, { channelId });
    const again = at(ctx, now);
    await deliverNotification({ ctx: again, input: { orgId: ctx.orgId, deliveryId: another }, deps });
    expect(again.db.meter).toMatchObject({ reads: 7, writes: 3 });
  });

  test('is tried again when the other side cannot take it now', async () => {
    receiver.answer = () => unavailable;
    expect(await work()).toBe('retry');
    const failed = await stored();
    expect(failed).toMatchObject({ state: 'pending', attempt: 1, leaseOwner: null });
    expect(failed.message).toBe('attempt 1 of 10 failed and is repeated: answered 503');
    const due = failed.nextAttemptAt ?? now;
    expect(ctx.tasks.deliveries).toEqual([{ orgId: ctx.orgId, deliveryId, notBefore: due }]);
    expect(await storedChannel(ctx, channelId)).toMatchObject({ lastError: 'answered 503', enabled: true });
    expect(await work(now)).toBe('not-due');
    receiver.answer = () => taken;
    expect(await work(due)).toBe('delivered');
    expect(receiver.got.map((request) => request.deliveryId)).toEqual([deliveryId, deliveryId]);
    expect((await stored()).attempts.map(({ outcome }) => outcome)).toEqual(['temporary', 'delivered']);
    expect(await storedChannel(ctx, channelId)).toMatchObject({ lastError: null, lastDeliveredAt: due });
  });

  test('is not tried again before Retry-After', async () => {
    receiver.answer = () => ({ ...unavailable, status: 429, retryAfterSeconds: 900 });
    await work();
    const due = (await stored()).nextAttemptAt ?? now;
    expect(due.getTime()).toBeGreaterThanOrEqual(later(900).getTime());
    expect(await work(later(899))).toBe('not-due');
  });

  test('is a dead letter when the other side refuses it for good', async () => {
    receiver.answer = () => permanent;
    expect(await work()).toBe('failed');
    expect(await stored()).toMatchObject({
      state: 'failed',
      message: 'refused for good: answered 400: no such topic',
      nextAttemptAt: null,
    });
    expect(await work(later(86_400))).toBe('already-over');
  });

  test('is a dead letter after ten attempts, some 75 hours later', async () => {
    receiver.answer = () => unavailable;
    let when = now;
    for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
      expect(await work(when)).toBe('retry');
      when = (await stored()).nextAttemptAt ?? now;
    }
    expect(await work(when)).toBe('failed');
    expect(receiver.got).toHaveLength(10);
    const hours = (when.getTime() - now.getTime()) / 3_600_000;
    expect(hours).toBeGreaterThan(0.9 * 75);
    expect(hours).toBeLessThan(1.1 * 76);
    expect(await stored()).toMatchObject({
      state: 'failed',
      message: 'given up after 10 attempts: answered 503',
    });
  });

  test('keeps the latest attempts only', async () => {
    const old = { at: now, durationMs: 1, outcome: 'temporary', status: 503, detail: 'old' } as const;
    await ctx.db.firestore
      .doc(`organizations/${ctx.orgId}/notification_deliveries/${deliveryId}`)
      .update({ attempts: Array.from({ length: attemptsKept }, () => old) });
    await work();
    const { attempts } = await stored();
    expect(attempts).toHaveLength(attemptsKept);
    expect(attempts.at(-1)).toMatchObject({ outcome: 'delivered' });
  });

  test('keeps no more of an answer than an excerpt', async () => {
    receiver.answer = () => ({ ...permanent, detail: 'x'.repeat(5_000) });
    await work();
    expect((await stored()).attempts[0]?.detail).toHaveLength(1_024);
  });
});

describe('a channel', () => {
  test('that is gone for good is disabled, and what else is to go there is withheld with the reason', async () => {
    receiver.answer = () => ({ ...permanent, status: 410, disable: 'the other side answered 410 (gone)' });
    expect(await work()).toBe('failed');
    const disabled = { enabled: false, disabledReason: 'the other side answered 410 (gone)' };
    expect(await storedChannel(ctx, channelId)).toMatchObject(disabled);
    const next = await addDelivery(ctx, { channelId, groupId: 'grp_other' });
    expect(await deliver(ctx, next, { send: receiver.send })).toBe('withhold');
    expect(await storedDelivery(ctx, next)).toMatchObject({
      state: 'withheld',
      withheldReason: 'channel-disabled',
      message: 'the channel is disabled: the other side answered 410 (gone)',
      nextAttemptAt: null,
    });
    expect(receiver.got).toHaveLength(1);
  });

  test('that was changed while it answered that it is gone stays enabled', async () => {
    const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
    receiver.answer = async () => {
      await reference.update({ 'settings.url': 'https://hooks.example/new', updatedAt: later(1) });
      return { ...permanent, status: 410, disable: 'gone' };
    };
    expect(await work()).toBe('failed');
    expect(await storedChannel(ctx, channelId)).toMatchObject({ enabled: true, disabledReason: null });
  });

  test('that was deleted meanwhile is sent nothing', async () => {
    await collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId).delete();
    expect(await work()).toBe('withhold');
    expect(await stored()).toMatchObject({ state: 'withheld', withheldReason: 'channel-missing' });
    expect(receiver.got).toEqual([]);
  });

  test('that a person disabled is sent nothing', async () => {
    const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
    await reference.update({ enabled: false });
    expect(await work()).toBe('withhold');
    expect((await stored()).message).toBe('the channel is disabled: a person disabled it');
  });
});

describe('a worker', () => {
  test('that dies between sending and recording is followed by another, which sends the same again once', async () => {
    receiver.answer = () => new Promise(() => undefined);
    void deliver(ctx, deliveryId, { send: receiver.send, workerId: 'dies' });
    await expect.poll(() => receiver.got.length).toBe(1);
    receiver.answer = () => taken;
    expect(await work(later(60), 'next')).toBe('under-way');
    expect(await work(later(leaseMs / 1_000), 'next')).toBe('delivered');
    expect(receiver.got.map((request) => request.deliveryId)).toEqual([deliveryId, deliveryId]);
    const { attempts, attempt } = await stored();
    expect(attempt).toBe(2);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['temporary', 'delivered']);
    expect(attempts[0]?.detail).toBe(
      'the worker dies was lost during this attempt; the message may have arrived',
    );
    expect(await work(later(3_600))).toBe('already-over');
  });

  test('that comes back after its lease has expired overwrites nothing', async () => {
    let answer: (result: typeof taken) => void = () => undefined;
    receiver.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const slow = deliver(ctx, deliveryId, { send: receiver.send, workerId: 'slow' });
    await expect.poll(() => receiver.got.length).toBe(1);
    receiver.answer = () => permanent;
    expect(await work(later(leaseMs / 1_000), 'next')).toBe('failed');
    const left = await stored();
    answer(taken);
    expect(await slow).toBe('superseded');
    expect(await stored()).toEqual(left);
  });

  test('that is lost each time gives up after ten', async () => {
    await ctx.db.firestore.doc(`organizations/${ctx.orgId}/notification_deliveries/${deliveryId}`).update({
      state: 'sending',
      attempt: attemptsMax,
      leaseOwner: 'lost',
      leaseExpiresAt: now,
      nextAttemptAt: now,
    });
    expect(await work()).toBe('give-up');
    expect(await stored()).toMatchObject({ state: 'failed', attempts: [{ outcome: 'temporary' }] });
    expect(receiver.got).toEqual([]);
  });

  test('does not wait longer than an attempt may take', async () => {
    expect(leaseMs).toBeGreaterThan(2 * sendTimeoutMs);
    receiver.answer = ({ signal }) => new Promise(() => signal.addEventListener('abort', () => undefined));
    const result = await deliver(ctx, deliveryId, { send: receiver.send, timeoutMs: 50 });
    expect(result).toBe('retry');
    expect((await stored()).message).toContain('no answer within 0.05 seconds');
  });

  test('tells nothing of an error that may name a secret, and warns', async () => {
    const warned: unknown[] = [];
    const failing = { ...ctx, warn: (message: string, error: unknown) => warned.push([message, error]) };
    const secret = 'https://hooks.slack.example/services/T0/B0/hunter2';
    const send = () => {
      throw new TypeError(`fetch failed: ${secret}`);
    };
    expect(await deliver(failing, deliveryId, { send })).toBe('retry');
    expect(JSON.stringify(await stored())).not.toContain('hunter2');
    expect(warned).toHaveLength(1);
  });

  test('of two that are at it at the same time sends it once', async () => {
    const results = await Promise.all([work(now, 'one'), work(now, 'two'), work(now, 'three')]);
    expect(results.filter((result) => result === 'delivered')).toHaveLength(1);
    expect(receiver.got).toHaveLength(1);
  });
});

describe('another organization', () => {
  test('delivers nothing of this one', async () => {
    const other = testContext({ now });
    const deps = { send: receiver.send, workerId: 'worker-1', clock: () => now };
    const input = { orgId: ctx.orgId, deliveryId };
    await expect(deliverNotification({ ctx: other, input, deps })).rejects.toMatchObject({
      code: 'not-found',
    });
    const own = { orgId: other.orgId, deliveryId };
    expect(await deliverNotification({ ctx: other, input: own, deps })).toBe('gone');
    expect(receiver.got).toEqual([]);
  });

  test('and nobody without the permission does', async () => {
    const viewer = { ...ctx, permissions: new Set(['notification-deliveries:read'] as const) };
    const deps = { send: receiver.send, workerId: 'worker-1', clock: () => now };
    const call = { ctx: viewer, input: { orgId: ctx.orgId, deliveryId }, deps };
    await expect(deliverNotification(call)).rejects.toMatchObject({ reason: 'PERMISSION_MISSING' });
  });
});
