import { beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../../../test/support/context.ts';
import {
  addChannel,
  addDelivery,
  deliver,
  notificationOf,
  Receiver,
  storedDelivery,
  toldAlert,
} from '../../../../test/support/deliveries.ts';
import {
  type TestOrganization,
  testApi,
  testNow,
  testOrganization,
} from '../../../../test/support/http-api.ts';

const api = testApi();
const receiver = new Receiver();
const later = (seconds: number) => new Date(testNow.getTime() + seconds * 1_000);
const path = '/v1/notification-deliveries';

let organization: TestOrganization;
let ctx: ReturnType<typeof testContext>;
let channelId: string;
/** A dead letter, one that arrived and one that waits, in the order of their making. */
let ids: [string, string, string];

beforeEach(async () => {
  organization = await testOrganization();
  ctx = testContext({ orgId: organization.orgId, now: testNow });
  channelId = await addChannel(ctx);
  const add = (index: number) =>
    addDelivery(ctx, {
      channelId,
      groupId: `grp_${index}`,
      now: later(index),
      notification: notificationOf({ alerts: [toldAlert({ alertId: `alr_${index}` })] }),
    });
  ids = [await add(0), await add(1), await add(2)];
  receiver.answer = () => ({ outcome: 'permanent', status: 400, detail: 'answered 400: no such topic' });
  await deliver(ctx, ids[0], { send: receiver.send, now: later(5) });
  receiver.answer = () => ({ outcome: 'delivered', status: 200, detail: 'answered 200' });
  await deliver(ctx, ids[1], { send: receiver.send, now: later(5) });
});

const call = (request: { path: string; method?: string; key?: string }) =>
  api.call({ key: organization.key, ...request });
const listed = async (query: string) => {
  const { json } = await call({ path: `${path}${query}` });
  return (json.items as { deliveryId: string }[]).map(({ deliveryId }) => deliveryId);
};

describe('GET /v1/notification-deliveries', () => {
  it('lists the latest first, page by page', async () => {
    expect(await listed('')).toEqual([ids[2], ids[1], ids[0]]);
    const { json } = await call({ path: `${path}?pageSize=2` });
    expect(await listed(`?pageSize=2&pageToken=${json.nextPageToken}`)).toEqual([ids[0]]);
  });

  it('filters by state, by channel and by alert, and by several at once', async () => {
    expect(await listed('?state=failed')).toEqual([ids[0]]);
    expect(await listed('?state=pending')).toEqual([ids[2]]);
    expect(await listed('?alertId=alr_1')).toEqual([ids[1]]);
    expect(await listed(`?channelId=${channelId}`)).toHaveLength(3);
    expect(await listed(`?channelId=${channelId}&state=delivered&alertId=alr_1`)).toEqual([ids[1]]);
    expect(await listed('?channelId=chn_other')).toEqual([]);
  });
});

describe('GET /v1/notification-deliveries/{deliveryId}', () => {
  it('answers what was tried and what the other side said', async () => {
    const { status, json } = await call({ path: `${path}/${ids[0]}` });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      deliveryId: ids[0],
      state: 'failed',
      message: 'refused for good: answered 400: no such topic',
      attempts: [{ outcome: 'permanent', status: 400, detail: 'answered 400: no such topic' }],
    });
  });
});

describe('POST /v1/notification-deliveries/{deliveryId}/resend', () => {
  it.each([0, 1] as const)(
    'sends again under the same id, and keeps what was tried before: %i',
    async (index) => {
      const deliveryId = ids[index];
      const answer = await call({ path: `${path}/${deliveryId}/resend`, method: 'POST' });
      expect(answer.status).toBe(202);
      expect(answer.headers.get('location')).toBe(`${path}/${deliveryId}`);
      expect(answer.json).toMatchObject({
        deliveryId,
        state: 'pending',
        attempt: 0,
        resentAt: testNow.toISOString(),
      });
      expect(answer.json.resentBy).toMatch(/^api-key:/);
      expect(api.services.tasks.deliveries).toContainEqual({ orgId: organization.orgId, deliveryId });
      const before = receiver.got.length;
      expect(await deliver(ctx, deliveryId, { send: receiver.send, now: later(10) })).toBe('delivered');
      expect(receiver.got.slice(before).map((request) => request.deliveryId)).toEqual([deliveryId]);
      expect((await storedDelivery(ctx, deliveryId)).attempts).toHaveLength(2);
    },
  );

  it('has a schedule of its own, and waits its turn rather than go into a digest', async () => {
    await ctx.db.firestore
      .doc(`organizations/${organization.orgId}/notification_channels/${channelId}`)
      .update({ maxPerMinute: 2 });
    await call({ path: `${path}/${ids[0]}/resend`, method: 'POST' });
    expect(await deliver(ctx, ids[0], { send: receiver.send, now: later(10) })).toBe('wait');
    receiver.answer = () => ({ outcome: 'temporary', status: 503, detail: 'answered 503' });
    expect(await deliver(ctx, ids[0], { send: receiver.send, now: later(300) })).toBe('retry');
    expect((await storedDelivery(ctx, ids[0])).message).toContain('attempt 1 of 10');
  });

  it('refuses one that is under way, also when asked twice', async () => {
    const waiting = await call({ path: `${path}/${ids[2]}/resend`, method: 'POST' });
    expect(waiting).toMatchObject({ status: 409, json: { reason: 'DELIVERY_UNDER_WAY', state: 'pending' } });
    const twice = () => call({ path: `${path}/${ids[0]}/resend`, method: 'POST' });
    expect((await twice()).status).toBe(202);
    expect(await twice()).toMatchObject({ status: 409, json: { reason: 'DELIVERY_UNDER_WAY' } });
  });

  it('does not hold up what is newer', async () => {
    const newer = await addDelivery(ctx, { channelId, groupId: 'grp_0', now: later(20) });
    await call({ path: `${path}/${ids[0]}/resend`, method: 'POST' });
    await ctx.db.firestore
      .doc(`organizations/${organization.orgId}/notification_deliveries/${ids[0]}`)
      .update({ resentAt: later(30) });
    expect(await deliver(ctx, newer, { send: receiver.send, now: later(31) })).toBe('delivered');
  });
});

describe('another organization', () => {
  it('sees, gets and sends nothing of this one', async () => {
    const { key } = await testOrganization();
    expect((await call({ path, key })).json.items).toEqual([]);
    expect((await call({ path: `${path}?alertId=alr_0`, key })).json.items).toEqual([]);
    const before = await storedDelivery(ctx, ids[0]);
    for (const request of [
      { path: `${path}/${ids[0]}` },
      { path: `${path}/${ids[0]}/resend`, method: 'POST' },
    ]) {
      expect(await call({ ...request, key })).toMatchObject({
        status: 404,
        json: { reason: 'NOTIFICATION_DELIVERY_NOT_FOUND' },
      });
    }
    expect(await storedDelivery(ctx, ids[0])).toEqual(before);
  });
});
