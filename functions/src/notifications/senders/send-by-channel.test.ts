import { expect, it } from 'vitest';
import { notification } from '../../../test/support/notifications.ts';
import { notificationChannelSchema } from '../../contracts/notification-channel.ts';
import type { SendRequest } from '../../contracts/notifier.ts';
import { memorySecrets } from '../secrets/memory-secrets.ts';
import { sendByChannel } from './send-by-channel.ts';

const at = new Date('2026-11-21T12:00:00Z');
const later = new Date('2026-11-21T13:00:00Z');
const secretOf = (key: string) => JSON.stringify({ type: 'webhook', key: `whsec_${key.repeat(32)}` });

const channelWith = (fields: object) =>
  notificationChannelSchema.parse({
    name: 'hook',
    settings: { type: 'webhook', url: 'https://hooks.example/' },
    createdAt: at,
    updatedAt: at,
    createdBy: 'user:ada',
    ...fields,
  });

async function sent(fields: object, attemptAt = at, store = memorySecrets()) {
  const requests: SendRequest[] = [];
  const warnings: string[] = [];
  const send = async (request: SendRequest) => {
    requests.push(request);
    return { outcome: 'delivered', status: 200, detail: 'answered 200' } as const;
  };
  const result = await sendByChannel({ secrets: store, send }, (message) => warnings.push(message))({
    orgId: 'org_a',
    channelId: 'chn_a',
    channel: channelWith(fields),
    notification: notification(),
    deliveryId: 'dlv_1',
    createdAt: at,
    attemptAt,
    signal: new AbortController().signal,
  });
  return { result, keys: requests.map(({ secrets }) => secrets), warnings };
}

it('sends with the secrets in force, and with the previous one until it expires', async () => {
  const store = memorySecrets();
  const reference = await store.put('iv-channel-org_a-chn_a', secretOf('a'));
  const secretReference = await store.put('iv-channel-org_a-chn_a', secretOf('b'));
  const fields = { secretReference, previousSecret: { reference, hint: '…', expiresAt: later } };
  const [b, a] = [JSON.parse(secretOf('b')), JSON.parse(secretOf('a'))];
  expect((await sent(fields, at, store)).keys).toEqual([[b, a]]);
  expect((await sent(fields, later, store)).keys).toEqual([[b]]);
});

it('sends without secrets where there are none', async () => {
  expect((await sent({ secretReference: null })).keys).toEqual([[]]);
});

it('gives up where the secret is gone', async () => {
  const { result, keys } = await sent({ secretReference: 'iv-channel-org_a-chn_a/versions/1' });
  expect(result).toMatchObject({
    outcome: 'permanent',
    detail: 'not sent: the secret of the channel is not there',
  });
  expect(keys).toEqual([]);
});

it('never reads the secret of another channel, whatever the document says', async () => {
  const store = memorySecrets();
  const secretReference = await store.put('iv-channel-org_b-chn_a', secretOf('a'));
  expect((await sent({ secretReference }, at, store)).result).toMatchObject({ outcome: 'permanent' });
});

it('tries again where the store does not answer, and says so in the log', async () => {
  const store = { ...memorySecrets(), get: () => Promise.reject(new Error('14 UNAVAILABLE')) };
  const { result, warnings } = await sent(
    { secretReference: 'iv-channel-org_a-chn_a/versions/1' },
    at,
    store,
  );
  expect(result).toMatchObject({ outcome: 'temporary', status: null });
  expect(warnings).toEqual(['the secrets of channel chn_a cannot be read']);
});

it('quotes nothing of a secret that it does not understand', async () => {
  const store = memorySecrets();
  const secretReference = await store.put('iv-channel-org_a-chn_a', 'whsec_abc is not JSON');
  const { result, warnings } = await sent({ secretReference }, at, store);
  expect(result).toMatchObject({
    outcome: 'permanent',
    detail: 'not sent: the secret of the channel is not one of ours',
  });
  expect(warnings).toEqual([]);
});
