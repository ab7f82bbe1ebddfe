import { beforeEach, describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { type TestNotifier, testNotifier } from '../../../test/support/notifier.ts';
import type {
  ChannelWithSecretResponse,
  CreateNotificationChannelRequest,
} from '../../contracts/notification-channel.ts';
import { createNotificationChannelRequestSchema } from '../../contracts/notification-channel.ts';
import { collection } from '../../firestore/collections.ts';
import { channelsMax, createChannel } from './create-channel.ts';
import { deleteChannel } from './delete-channel.ts';
import { getChannel } from './get-channel.ts';
import { listChannels } from './list-channels.ts';
import { rotateSecret } from './rotate-secret.ts';
import { secretsInForce } from './secrets-in-force.ts';
import { testChannel } from './test-channel.ts';
import { updateChannel } from './update-channel.ts';

let ctx: TestCtx;
let notifier: TestNotifier;

beforeEach(() => {
  notifier = testNotifier();
  ctx = testContext({ notifier });
});

const request = (fields: object = {}): CreateNotificationChannelRequest =>
  createNotificationChannelRequestSchema.parse({
    name: 'hook',
    settings: { type: 'webhook', url: 'https://hooks.example/in' },
    ...fields,
  });

const pagerduty = (last: string) => ({
  settings: { type: 'pagerduty' },
  secret: { routingKey: `R0123456789abcdefghijklmnopq${last}` },
});

const create = (fields: object = {}, by: TestCtx = ctx) => createChannel({ ctx: by, input: request(fields) });
const rotate = (channelId: string, fields: object = {}, by: TestCtx = ctx) =>
  rotateSecret({ ctx: by, input: { channelId, overlapSeconds: 3_600, ...fields } });
const get = (channelId: string, by: TestCtx = ctx) => getChannel({ ctx: by, input: { channelId } });
const update = (channelId: string, patch: object) => updateChannel({ ctx, input: { channelId, patch } });
const remove = (channelId: string, by: TestCtx = ctx) => deleteChannel({ ctx: by, input: { channelId } });
const test = (channelId: string, by: TestCtx = ctx) => testChannel({ ctx: by, input: { channelId } });

async function stored(channelId: string) {
  return (await collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId).get()).data();
}

async function keysInForce({ channelId }: { channelId: string }, instant = ctx.now) {
  const channel = await stored(channelId);
  if (channel === undefined) throw new Error('no such channel');
  const input = { orgId: ctx.orgId, channelId, channel, at: instant };
  return (await secretsInForce(notifier.secrets, input)).map((secret) =>
    'key' in secret ? secret.key : secret,
  );
}

const nameOf = (channelId: string) => `iv-channel-${ctx.orgId}-${channelId}`;
const later = (seconds: number) => new Date(ctx.now.getTime() + seconds * 1_000);

/** A context whose store of secrets fails at `method`, before it does anything or after it is done. */
function withBroken(method: 'put' | 'remove' | 'versions', when: 'before' | 'after' = 'before'): TestCtx {
  const whole = notifier.secrets;
  const broken = async (argument: string, text: string) => {
    if (when === 'after') await whole[method](argument, text);
    throw new Error('14 UNAVAILABLE: the store is away');
  };
  return { ...ctx, notifier: { ...notifier, secrets: { ...whole, [method]: broken } } };
}

/** A context in which the process dies at the nth commit. */
function dyingAtCommit(nth: number): TestCtx {
  const dying = at(ctx, ctx.now);
  const commit = dying.db.commit.bind(dying.db);
  let count = 0;
  dying.db.commit = async (build) => {
    count += 1;
    if (count >= nth) throw new Error('the process died');
    await commit(build);
  };
  return dying;
}

describe('creating', () => {
  it('shows the key of a webhook once and keeps it apart', async () => {
    const made = await create();
    expect(made).toMatchObject({
      enabled: true,
      disabledReason: null,
      maxPerMinute: 20,
      previousSecret: null,
    });
    expect(made.signingSecret).toMatch(/^whsec_/);
    expect(await keysInForce(made)).toEqual([made.signingSecret]);
    const answered = JSON.stringify([
      await get(made.channelId),
      await listChannels({ ctx, input: { pageSize: 9 } }),
    ]);
    expect(answered).not.toContain('signingSecret');
    expect(JSON.stringify(await stored(made.channelId))).not.toContain(made.signingSecret);
    expect(made.secretHint).toBe(`…${made.signingSecret?.replace(/=$/, '').slice(-4)}`);
  });

  it('keeps what was given for other types, and answers none of it', async () => {
    const made = await create(pagerduty('WXYZ'));
    expect(made).toMatchObject({ signingSecret: null, secretHint: '…WXYZ' });
    expect(made).not.toHaveProperty('secretReference');
    expect(await keysInForce(made)).toEqual([{ type: 'pagerduty', ...pagerduty('WXYZ').secret }]);
  });

  it('writes e-mail at once, without a secret', async () => {
    const made = await create({ settings: { type: 'email', to: ['a@b.example'] }, enabled: false });
    expect(made).toMatchObject({ enabled: false, secretHint: null, signingSecret: null });
    expect(await notifier.secrets.versions(nameOf(made.channelId))).toEqual([]);
  });

  it.each([
    [{ settings: { type: 'webhook', url: 'https://10.0.0.1/' } }, '/settings/url'],
    [{ settings: { type: 'webhook', url: 'http://hooks.example/' } }, '/settings/url'],
    [{ settings: { type: 'alertmanager', url: 'https://ada:pw@a.example/' } }, '/settings/url'],
    [{ settings: { type: 'slack' }, secret: { url: 'https://localhost:22/' } }, '/secret/url'],
  ])('refuses the address of %j', async (fields, pointer) => {
    await expect(create(fields)).rejects.toMatchObject({
      reason: 'CHANNEL_TARGET_REFUSED',
      fields: [{ pointer }],
    });
  });

  it('leaves nothing behind where the store of secrets fails', async () => {
    for (const when of ['before', 'after'] as const) {
      await expect(create({}, withBroken('put', when))).rejects.toMatchObject({
        code: 'unavailable',
        reason: 'CHANNEL_SECRETS_UNAVAILABLE',
      });
    }
    expect((await listChannels({ ctx, input: { pageSize: 9 } })).items).toEqual([]);
  });

  it('leaves a channel that says what is wrong where the process dies, and a rotation mends it', async () => {
    const failing = { ...dyingAtCommit(2), notifier: withBroken('remove').notifier };
    await expect(create({}, failing)).rejects.toThrow('the process died');
    const { items } = await listChannels({ ctx, input: { pageSize: 9 } });
    const [left] = items;
    if (left === undefined) throw new Error('nothing is left');
    expect(left).toMatchObject({
      enabled: false,
      disabledReason: expect.stringContaining('secret was not stored'),
    });
    await expect(update(left.channelId, { enabled: true })).rejects.toMatchObject({
      reason: 'CHANNEL_SECRET_MISSING',
    });
    const { signingSecret } = await rotate(left.channelId);
    expect(await update(left.channelId, { enabled: true })).toMatchObject({
      enabled: true,
      disabledReason: null,
    });
    expect(await keysInForce(left)).toEqual([signingSecret]);
    expect(await notifier.secrets.versions(nameOf(left.channelId))).toHaveLength(1);
  });

  it('makes no more channels than an organization may have', async () => {
    const { secretReference: _, ...channel } = (await stored((await create()).channelId)) ?? {};
    const channels = collection(ctx.db.firestore, ctx.orgId, 'notification_channels');
    await ctx.db.commit((writer) => {
      for (let i = 1; i < channelsMax; i++) writer.create(channels.doc(`chn_${i}`), { ...channel } as never);
    });
    await expect(create()).rejects.toMatchObject({ reason: 'CHANNEL_LIMIT_REACHED' });
  });
});

describe('rotating', () => {
  it('signs with both keys until the old one expires', async () => {
    const made = await create();
    const rotated = await rotate(made.channelId);
    expect(rotated.previousSecret).toEqual({ hint: made.secretHint, expiresAt: later(3_600) });
    expect(rotated.signingSecret).not.toBe(made.signingSecret);
    expect(await keysInForce(made)).toEqual([rotated.signingSecret, made.signingSecret]);
    expect(await keysInForce(made, later(3_600))).toEqual([rotated.signingSecret]);
  });

  it('ends the old key at once where no overlap is wanted', async () => {
    const made = await create();
    const rotated = await rotate(made.channelId, { overlapSeconds: 0 });
    expect(await keysInForce(made)).toEqual([rotated.signingSecret]);
    expect(await notifier.secrets.versions(nameOf(made.channelId))).toHaveLength(1);
  });

  it('removes keys that are out of force', async () => {
    const made = await create();
    await rotate(made.channelId);
    const last = await rotate(made.channelId);
    expect(await notifier.secrets.versions(nameOf(made.channelId))).toHaveLength(2);
    expect(await keysInForce(made)).toEqual([
      last.signingSecret,
      expect.not.stringMatching(made.signingSecret ?? ''),
    ]);
  });

  it('replaces what was given at once', async () => {
    const made = await create(pagerduty('AAAA'));
    const { secret } = pagerduty('BBBB');
    expect(await rotate(made.channelId, { secret })).toMatchObject({
      secretHint: '…BBBB',
      previousSecret: null,
    });
    expect(await keysInForce(made)).toEqual([{ type: 'pagerduty', ...secret }]);
  });

  it.each([
    [{}, pagerduty('AAAA'), '/secret/routingKey'],
    [{ secret: { routingKey: 'x' } }, {}, '/secret/routingKey'],
    [{}, { settings: { type: 'alertmanager', url: 'https://a.example' } }, '/secret'],
    [{}, { settings: { type: 'email', to: ['a@b.example'] } }, '/secret'],
  ])('refuses %j for %j', async (fields, channel, pointer) => {
    const { channelId } = await create(channel);
    await expect(rotate(channelId, fields)).rejects.toMatchObject({ fields: [{ pointer }] });
  });

  it('lets one of two calls at the same time win, and loses neither key that is in force', async () => {
    const made = await create();
    const results = await Promise.allSettled([rotate(made.channelId), rotate(made.channelId)]);
    const won = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const lost = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(won.length + lost.length).toBe(2);
    for (const reason of lost) expect(reason).toMatchObject({ reason: 'CHANNEL_SECRET_CHANGED' });
    expect(won.map(({ signingSecret }) => signingSecret)).toContain((await keysInForce(made))[0]);
    expect(await keysInForce(made)).toHaveLength(2);
  });

  it('changes nothing where it dies between store and document, and the next one tidies up', async () => {
    const made = await create();
    const dying = at(ctx, ctx.now);
    dying.db.transaction = () => Promise.reject(new Error('the process died'));
    await expect(rotate(made.channelId, {}, dying)).rejects.toThrow('died');
    expect(await keysInForce(made)).toEqual([made.signingSecret]);
    expect(await notifier.secrets.versions(nameOf(made.channelId))).toHaveLength(2);
    const rotated = await rotate(made.channelId, { overlapSeconds: 0 });
    expect(await keysInForce(made)).toEqual([rotated.signingSecret]);
    expect(await notifier.secrets.versions(nameOf(made.channelId))).toHaveLength(1);
  });

  it('holds though old versions cannot be removed, and says so in the log', async () => {
    const made = await create();
    const warnings: string[] = [];
    const failing = { ...withBroken('versions'), warn: (message: string) => warnings.push(message) };
    const rotated = await rotate(made.channelId, {}, failing);
    expect(await keysInForce(made)).toEqual([rotated.signingSecret, made.signingSecret]);
    expect(warnings).toEqual([expect.stringContaining(made.channelId)]);
  });

  it('leaves no secret of a channel that is deleted meanwhile', async () => {
    const made = await create();
    const whole = notifier.secrets;
    const slow = async (name: string, text: string) => {
      await remove(made.channelId);
      return whole.put(name, text);
    };
    const meanwhile = { ...ctx, notifier: { ...notifier, secrets: { ...whole, put: slow } } };
    await expect(rotate(made.channelId, {}, meanwhile)).rejects.toMatchObject({ code: 'not-found' });
    expect(await whole.versions(nameOf(made.channelId))).toEqual([]);
  });
});

describe('changing', () => {
  it('replaces what is given and keeps the key', async () => {
    const made = await create();
    const settings = { type: 'webhook', url: 'https://hooks.example/2', format: 'alertmanager' };
    expect(await update(made.channelId, { name: 'other', settings, maxPerMinute: 5 })).toMatchObject({
      name: 'other',
      settings,
      maxPerMinute: 5,
      enabled: true,
    });
    expect(await keysInForce(made)).toEqual([made.signingSecret]);
  });

  it('forgets why the server disabled it once somebody enables it', async () => {
    const { channelId } = await create();
    const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
    await reference.update({ enabled: false, disabledReason: 'it is gone' });
    expect(await update(channelId, { name: 'same' })).toMatchObject({ disabledReason: 'it is gone' });
    expect(await update(channelId, { enabled: true })).toMatchObject({ enabled: true, disabledReason: null });
  });

  it('keeps the type', async () => {
    const { channelId } = await create();
    await expect(update(channelId, { settings: { type: 'slack' } })).rejects.toMatchObject({
      fields: [{ pointer: '/settings/type' }],
    });
  });

  it('refuses an address that is not one to send to', async () => {
    const { channelId } = await create();
    const settings = { type: 'webhook', url: 'https://169.254.169.254/', format: 'standard' };
    await expect(update(channelId, { settings })).rejects.toMatchObject({ reason: 'CHANNEL_TARGET_REFUSED' });
  });

  it('does not carry credentials to another host', async () => {
    const authorization = { scheme: 'basic', username: 'ada', password: 'secret' };
    const settings = { type: 'alertmanager', url: 'https://a.example/am' };
    const { channelId } = await create({ settings, secret: { authorization } });
    await update(channelId, { settings: { ...settings, url: 'https://a.example/other' } });
    for (const url of ['https://b.example/am', 'https://a.example:8443/am']) {
      await expect(update(channelId, { settings: { ...settings, url } })).rejects.toMatchObject({
        fields: [{ pointer: '/settings/url' }],
      });
    }
  });
});

describe('deleting', () => {
  it('takes the secrets along', async () => {
    const { channelId } = await create();
    await remove(channelId);
    expect(await notifier.secrets.versions(nameOf(channelId))).toEqual([]);
    expect(await stored(channelId)).toBeUndefined();
    await expect(remove(channelId)).rejects.toMatchObject({ reason: 'NOTIFICATION_CHANNEL_NOT_FOUND' });
  });

  it('can be repeated where it was cut short, and tells nothing meanwhile', async () => {
    const { channelId } = await create();
    await expect(remove(channelId, withBroken('remove'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await get(channelId)).toMatchObject({
      enabled: false,
      disabledReason: expect.stringContaining('deleted'),
    });
    const being = { reason: 'CHANNEL_BEING_DELETED' };
    await expect(update(channelId, { enabled: true })).rejects.toMatchObject(being);
    await expect(rotate(channelId)).rejects.toMatchObject(being);
    await expect(remove(channelId, dyingAtCommit(1))).rejects.toThrow('died');
    await remove(channelId);
    expect(await stored(channelId)).toBeUndefined();
  });
});

describe('testing', () => {
  it('sends a sample with the secrets in force and answers what came of it', async () => {
    const made = await create();
    const answer = await test(made.channelId);
    expect(answer).toMatchObject({ outcome: 'delivered', status: 200, detail: 'answered 200' });
    expect(notifier.sent).toMatchObject([
      {
        deliveryId: answer.deliveryId,
        secrets: [{ key: made.signingSecret }],
        notification: { kind: 'test', alerts: [{ severity: 'info' }] },
      },
    ]);
  });

  it('can be repeated after ten seconds, however it went', async () => {
    const { channelId } = await create({ enabled: false });
    await test(channelId);
    await expect(test(channelId, at(ctx, later(4)))).rejects.toMatchObject({
      reason: 'CHANNEL_TEST_TOO_SOON',
      retryAfterSeconds: 6,
    });
    await test(channelId, at(ctx, later(10)));
    expect(notifier.sent).toHaveLength(2);
    expect(await get(channelId)).toMatchObject({ enabled: false, lastTestAt: later(10) });
  });

  it('lets one of two at the same time through', async () => {
    const { channelId } = await create();
    const results = await Promise.allSettled([test(channelId), test(channelId)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('another organization', () => {
  it('finds no channel of ours, by whatever verb, and changes nothing', async () => {
    const made = await create();
    const theirs = testContext({ notifier });
    const before = await stored(made.channelId);
    const tries = await Promise.allSettled([
      get(made.channelId, theirs),
      rotate(made.channelId, {}, theirs),
      remove(made.channelId, theirs),
      test(made.channelId, theirs),
      updateChannel({ ctx: theirs, input: { channelId: made.channelId, patch: { enabled: false } } }),
    ]);
    for (const one of tries) {
      expect(one).toMatchObject({ status: 'rejected', reason: { reason: 'NOTIFICATION_CHANNEL_NOT_FOUND' } });
    }
    expect((await listChannels({ ctx: theirs, input: { pageSize: 9 } })).items).toEqual([]);
    expect(await stored(made.channelId)).toEqual(before);
    expect(await keysInForce(made)).toEqual([made.signingSecret]);
    expect(notifier.sent).toEqual([]);
  });
});

it.each<[string, (made: ChannelWithSecretResponse, by: TestCtx) => Promise<unknown>]>([
  ['create', (_, by) => create({}, by)],
  ['rotate', ({ channelId }, by) => rotate(channelId, {}, by)],
  ['delete', ({ channelId }, by) => remove(channelId, by)],
  ['test', ({ channelId }, by) => test(channelId, by)],
  ['update', ({ channelId }, by) => updateChannel({ ctx: by, input: { channelId, patch: {} } })],
])('needs the permission to write to %s', async (_, act) => {
  const made = await create();
  const reader = { ...ctx, permissions: new Set(['notification-channels:read' as const]) };
  await expect(act(made, reader)).rejects.toMatchObject({ reason: 'PERMISSION_MISSING' });
});
