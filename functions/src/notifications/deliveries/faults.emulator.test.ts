import { getApps } from 'firebase-admin/app';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  addDelivery,
  deliver,
  notificationOf,
  resolvedAlert,
  storedChannel,
  storedDelivery,
  toldAlert,
} from '../../../test/support/deliveries.ts';
import { addWebhook, readMessage, signingSecret } from '../../../test/support/deliveries-by-webhook.ts';
import { DeliveryClock } from '../../../test/support/delivery-clock.ts';
import type { KillableDelivery } from '../../../test/support/faults/killable-delivery.ts';
import { startKillableDelivery } from '../../../test/support/faults/start-killable-worker.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import type { TestNotifier } from '../../../test/support/notifier.ts';
import { localNotifier } from '../../../test/support/real-senders.ts';
import { type ReceiverStep, startReceiver, unusedPort } from '../../../test/support/receiver.ts';
import type { NotificationDelivery } from '../../contracts/notification-delivery.ts';
import { channelSecretName } from '../secrets/channel-secret-name.ts';
import { sendByChannel } from '../senders/send-by-channel.ts';
import { leaseMs } from './limits.ts';
import type { SendMessage } from './make-attempt.ts';
import { resendDelivery } from './resend-delivery.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);

// The tick sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;
let projectId: string;
let notifier: TestNotifier;
let send: SendMessage;
let clock: DeliveryClock;

beforeEach(() => {
  ctx = testContext({ db: isolatedDatabase(), now });
  projectId = getApps().at(-1)?.options.projectId ?? '';
  notifier = localNotifier('http://127.0.0.1:9/');
  send = sendByChannel(notifier, () => undefined);
  clock = new DeliveryClock(ctx, { send });
});

/** A receiver that answers so, a channel to it, and a message on its way there. */
async function setUp(script: readonly ReceiverStep[]) {
  const receiver = await startReceiver(script);
  const channelId = await addWebhook(ctx, notifier, `${receiver.url}/hook`);
  const deliveryId = await addDelivery(ctx, { channelId });
  return { receiver, channelId, deliveryId };
}

async function enqueue(deliveryId: string): Promise<void> {
  await ctx.tasks.enqueueDelivery({ orgId: ctx.orgId, deliveryId });
  await clock.runTasks();
}

const summaryOf = ({ attempts }: NotificationDelivery) =>
  attempts.map(({ status, detail }) => [status, detail]);

describe('a receiver', () => {
  test('that is down for an hour gets all that it missed, once each, and no firing that is over', async () => {
    const port = await unusedPort();
    const channelId = await addWebhook(ctx, notifier, `http://127.0.0.1:${port}/hook`);
    const tell = async (groupId: string, alerts: Parameters<typeof notificationOf>[0]) => {
      const deliveryId = await addDelivery(ctx, {
        channelId,
        groupId,
        notification: notificationOf(alerts),
        now: clock.now,
      });
      await enqueue(deliveryId);
      return deliveryId;
    };
    const disk = await tell('grp_disk', {});
    await clock.pass(20);
    const cpu = await tell('grp_cpu', { alerts: [toldAlert({ alertId: 'alr_cpu' })] });
    await clock.pass(20);
    const over = await tell('grp_disk', { alerts: [resolvedAlert()] });
    await clock.pass(20);
    const receiver = await startReceiver([[200]], { port });
    await clock.pass(180);
    const stored = await Promise.all([disk, cpu, over].map((id) => storedDelivery(ctx, id)));
    expect(stored.map(({ state, withheldReason }) => withheldReason ?? state)).toEqual([
      'superseded',
      'delivered',
      'delivered',
    ]);
    expect(stored[1]?.attempts[0]).toMatchObject({
      status: null,
      detail: 'no answer: the connection was refused',
    });
    const got = receiver.requests.map(readMessage);
    expect(got.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
      { id: cpu, type: 'alerts.firing' },
      { id: over, type: 'alerts.resolved' },
    ]);
  });

  test('that says nothing is not waited for, and gets it the next time', async () => {
    const { receiver, deliveryId } = await setUp(['say nothing', [200]]);
    expect(await deliver(ctx, deliveryId, { send, timeoutMs: 200 })).toBe('retry');
    await clock.pass(2);
    expect(receiver.requests.map(readMessage).map(({ id }) => id)).toEqual([deliveryId, deliveryId]);
    expect(await storedDelivery(ctx, deliveryId)).toMatchObject({ state: 'delivered', attempt: 2 });
  });

  test('that hangs up before it answers gets it again', async () => {
    const { receiver, deliveryId } = await setUp(['hang up', [204]]);
    await enqueue(deliveryId);
    await clock.pass(2);
    expect(receiver.requests).toHaveLength(2);
    expect(summaryOf(await storedDelivery(ctx, deliveryId))).toEqual([
      [null, 'no answer: the connection was closed before an answer came'],
      [204, 'answered 204'],
    ]);
  });

  test('that hangs up within its answer has said that it took it, and is not bothered again', async () => {
    const { receiver, deliveryId } = await setUp(['hang up half way']);
    await enqueue(deliveryId);
    await clock.pass(10);
    expect(receiver.requests).toHaveLength(1);
    expect(await storedDelivery(ctx, deliveryId)).toMatchObject({ state: 'delivered' });
  });

  test('that has too much to do is left alone for as long as it asks', async () => {
    const { receiver, deliveryId } = await setUp([[429, 'slow down', { 'Retry-After': '900' }], [200]]);
    await enqueue(deliveryId);
    await clock.pass(14);
    expect(receiver.requests).toHaveLength(1);
    await clock.pass(5);
    expect(receiver.requests).toHaveLength(2);
    expect(summaryOf(await storedDelivery(ctx, deliveryId))).toEqual([
      [429, 'answered 429: slow down'],
      [200, 'answered 200'],
    ]);
  });

  test('that is gone (410) gets no more: dead letter, channel disabled, and all by hand once it is back', async () => {
    const { receiver, deliveryId, channelId } = await setUp([[410, 'moved out'], [200]]);
    await enqueue(deliveryId);
    const next = await addDelivery(ctx, { channelId, groupId: 'grp_cpu' });
    await enqueue(next);
    await clock.pass(120);
    expect(receiver.requests).toHaveLength(1);
    expect(await storedChannel(ctx, channelId)).toMatchObject({ enabled: false });
    expect(await storedDelivery(ctx, deliveryId)).toMatchObject({ state: 'failed' });
    expect(await storedDelivery(ctx, next)).toMatchObject({ withheldReason: 'channel-disabled' });
    await ctx.db.firestore
      .doc(`organizations/${ctx.orgId}/notification_channels/${channelId}`)
      .update({ enabled: true, disabledReason: null });
    for (const id of [deliveryId, next]) {
      await resendDelivery({ ctx: { ...ctx, now: clock.now }, input: { deliveryId: id } });
    }
    await clock.runTasks();
    expect(
      receiver.requests
        .slice(1)
        .map(readMessage)
        .map(({ id }) => id),
    ).toEqual([deliveryId, next]);
  });

  test('that sends us on to a private address is not followed', async () => {
    const metadata = await startReceiver([[200, 'secrets of the cloud']]);
    const { receiver, deliveryId } = await setUp([
      [302, '', { Location: metadata.url }],
      [307, '', { Location: 'http://169.254.169.254/' }],
      [200],
    ]);
    await enqueue(deliveryId);
    await clock.pass(10);
    expect(metadata.requests).toEqual([]);
    expect(receiver.requests).toHaveLength(3);
    expect(summaryOf(await storedDelivery(ctx, deliveryId))).toEqual([
      [302, 'answered 302 (redirects are not followed)'],
      [307, 'answered 307 (redirects are not followed)'],
      [200, 'answered 200'],
    ]);
  });

  test('at a private address is sent nothing at all', async () => {
    const channelId = await addWebhook(ctx, notifier, 'https://10.0.0.1/hook');
    const deliveryId = await addDelivery(ctx, { channelId });
    await enqueue(deliveryId);
    expect(await storedDelivery(ctx, deliveryId)).toMatchObject({
      state: 'failed',
      message: 'refused for good: not sent: its address is not public',
    });
  });
});

describe('a worker process that is killed', () => {
  const orderFor = (
    task: { orgId: string; deliveryId: string },
    channelId: string,
    stop: KillableDelivery['stop'],
  ) => ({
    projectId,
    task,
    now: now.toISOString(),
    secret: { name: channelSecretName(ctx.orgId, channelId), text: signingSecret },
    stop,
  });

  test.each([
    ['before it claims the message', 'before claiming', 'pending', 0, 1],
    ['before it sends it', 'before sending', 'sending', 0, 1],
    ['between sending and recording', 'after sending', 'sending', 1, 2],
  ] as const)('%s is followed by another', async (_, stop, state, sent, inAll) => {
    const { receiver, deliveryId, channelId } = await setUp([[200]]);
    const worker = await startKillableDelivery(orderFor({ orgId: ctx.orgId, deliveryId }, channelId, stop));
    await worker.kill();
    expect((await storedDelivery(ctx, deliveryId)).state).toBe(state);
    expect(receiver.requests).toHaveLength(sent);
    await clock.pass(5);
    expect(await storedDelivery(ctx, deliveryId)).toMatchObject({ state: 'delivered', leaseOwner: null });
    const got = receiver.requests.map((request) => ({ ...readMessage(request), body: request.body }));
    expect(got).toHaveLength(inAll);
    expect(new Set(got.map(({ id }) => id))).toEqual(new Set([deliveryId]));
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
  });

  test('or stands still until its lease has expired changes nothing when it comes back', async () => {
    const { receiver, deliveryId, channelId } = await setUp([[200]]);
    const order = orderFor({ orgId: ctx.orgId, deliveryId }, channelId, 'after sending');
    const worker = await startKillableDelivery(order);
    expect(await deliver(ctx, deliveryId, { send, now: later(leaseMs) })).toBe('delivered');
    const left = await storedDelivery(ctx, deliveryId);
    expect(await worker.goOn()).toBe('superseded');
    expect(await storedDelivery(ctx, deliveryId)).toEqual(left);
    expect(receiver.requests).toHaveLength(2);
  });
});
