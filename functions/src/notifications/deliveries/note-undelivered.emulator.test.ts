import { beforeEach, describe, expect, test } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import {
  addChannel,
  addDelivery,
  deliver,
  notificationOf,
  Receiver,
  resolvedAlert,
  toldAlert,
  unavailable,
} from '../../../test/support/deliveries.ts';
import type { NotificationChannel } from '../../contracts/notification-channel.ts';
import { alertEventCollection } from '../../firestore/collections.ts';
import { resendDelivery } from './resend-delivery.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

let ctx: TestCtx;
let receiver: Receiver;

beforeEach(() => {
  ctx = testContext({ now });
  receiver = new Receiver();
});

async function timelineOf(alertId: string) {
  const { docs } = await alertEventCollection(ctx.db.firestore, ctx.orgId, alertId).get();
  return docs.map((found) => found.data()).sort((a, b) => a.at.getTime() - b.at.getTime());
}

const reasonsOf = async (alertId: string) => (await timelineOf(alertId)).map(({ reason }) => reason);
const channel = (overrides: Partial<NotificationChannel> = {}) => addChannel(ctx, overrides);
const work = (deliveryId: string, when = now) => deliver(ctx, deliveryId, { send: receiver.send, now: when });
const refuse = () => {
  receiver.answer = () => ({ outcome: 'permanent', status: 400, detail: 'answered 400' });
};

describe('the timeline of an alert', () => {
  test('tells of a dead letter to each alert in it, with the message and the channel', async () => {
    const channelId = await channel();
    const alerts = [toldAlert(), resolvedAlert({ alertId: 'alr_over' })];
    const deliveryId = await addDelivery(ctx, { channelId, notification: notificationOf({ alerts }) });
    refuse();
    await work(deliveryId);
    expect(await timelineOf('alr_disk')).toEqual([
      expect.objectContaining({
        kind: 'withheld',
        at: now,
        from: 'firing',
        to: 'firing',
        reason: 'not delivered to on call: refused for good: answered 400',
        channelId,
        deliveryId,
      }),
    ]);
    expect(await timelineOf('alr_over')).toMatchObject([{ from: 'resolved', to: 'resolved' }]);
  });

  test('says nothing more of a message that arrived, or is tried again', async () => {
    const channelId = await channel();
    await work(await addDelivery(ctx, { channelId }));
    receiver.answer = () => unavailable;
    await work(await addDelivery(ctx, { channelId, groupId: 'grp_other' }));
    expect(await timelineOf('alr_disk')).toEqual([]);
  });

  test('says so each time a dead letter fails that was sent again', async () => {
    const deliveryId = await addDelivery(ctx, { channelId: await channel() });
    refuse();
    await work(deliveryId);
    await resendDelivery({ ctx: { ...ctx, now: later(60) }, input: { deliveryId } });
    await work(deliveryId, later(61));
    expect((await timelineOf('alr_disk')).map(({ at }) => at)).toEqual([now, later(61)]);
  });

  test('says why a message was withheld, and which other one tells it', async () => {
    await work(await addDelivery(ctx, { channelId: await channel({ enabled: false }) }));
    const away = await channel();
    receiver.answer = () => unavailable;
    await work(await addDelivery(ctx, { channelId: away }));
    const newer = await addDelivery(ctx, {
      channelId: away,
      notification: notificationOf({ alerts: [resolvedAlert()] }),
      now: later(1),
    });
    await work(newer, later(1));
    const busy = await channel({ maxPerMinute: 1 });
    await work(await addDelivery(ctx, { channelId: busy, groupId: 'grp_1' }), later(2));
    await work(await addDelivery(ctx, { channelId: busy, groupId: 'grp_2' }), later(2));
    expect(await reasonsOf('alr_disk')).toEqual([
      'not delivered to on call: the channel is disabled: a person disabled it',
      `not delivered to on call: ${newer}, which is newer, tells all of it`,
      expect.stringMatching(
        /^not delivered to on call: it had its fill of messages, and is told in the digest dlv_/,
      ),
    ]);
  });
});
