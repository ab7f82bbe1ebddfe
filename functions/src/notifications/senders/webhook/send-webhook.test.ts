import { createHmac, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import {
  localPost,
  notification,
  resolvedAlert,
  sendRequest,
  toldAlert,
} from '../../../../test/support/notifications.ts';
import { type ReceivedRequest, type ReceiverStep, startReceiver } from '../../../../test/support/receiver.ts';
import type { Notification } from '../../../contracts/notification-delivery.ts';
import type { SendRequest } from '../../../contracts/notifier.ts';
import { noLinks } from '../message-links.ts';
import { webhookSender } from './send-webhook.ts';

const newKey = () => `whsec_${randomBytes(32).toString('base64')}`;
const [key, oldKey] = [newKey(), newKey()];

async function sendTo(
  script: readonly ReceiverStep[],
  overrides: Partial<SendRequest<'webhook'>> = {},
  keys = [key],
) {
  const receiver = await startReceiver(script);
  const settings = { type: 'webhook', url: `${receiver.url}/hook`, format: 'standard' } as const;
  const request = sendRequest<'webhook'>(
    settings,
    keys.map((one) => ({ type: 'webhook', key: one })),
    overrides,
  );
  const result = await webhookSender(localPost(), noLinks)(request);
  return {
    result,
    requests: receiver.requests,
    first: receiver.requests[0] as ReceivedRequest,
    url: settings.url,
  };
}

/** What a receiver that wrote its own check would compute. */
function signatureBy(secret: string, { headers, body }: ReceivedRequest): string {
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`;
}

const verify = (secret: string, { headers, body }: ReceivedRequest) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

it('signs so that the library of Standard Webhooks takes it, and a check by hand', async () => {
  const { result, first } = await sendTo([[204]], { attemptAt: new Date() });
  expect(result).toEqual({ outcome: 'delivered', status: 204, detail: 'answered 204' });
  expect(verify(key, first)).toMatchObject({ type: 'alerts.firing' });
  expect(first.headers['webhook-signature']).toBe(signatureBy(key, first));
  expect(() => verify(newKey(), first)).toThrow('No matching signature');
});

it('is known by the id of the delivery and stamped with the time of the attempt', async () => {
  const { first } = await sendTo([[200]]);
  expect(first.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': 'dlv_9e1b3d5f7a2c4e6b8d0f1a3c',
    'webhook-timestamp': String(Date.parse('2026-11-21T05:00:31Z') / 1_000),
  });
});

it('signs with the old and the new key while they change', async () => {
  const { first } = await sendTo([[200]], { attemptAt: new Date() }, [key, oldKey]);
  expect(first.headers['webhook-signature']).toBe(`${signatureBy(key, first)} ${signatureBy(oldKey, first)}`);
  verify(key, first);
  verify(oldKey, first);
});

it('tells the notification, the same bytes in each attempt', async () => {
  const first = (await sendTo([[200]])).first;
  const again = (await sendTo([[200]], { attemptAt: new Date('2026-11-21T06:00:00Z') })).first;
  expect(JSON.parse(first.body)).toEqual({
    type: 'alerts.firing',
    timestamp: '2026-11-21T05:00:30.000Z',
    data: JSON.parse(JSON.stringify(notification())),
  });
  expect(again.body).toBe(first.body);
});

it.each<[string, Partial<Notification>]>([
  ['alerts.firing', {}],
  ['alerts.resolved', { status: 'resolved', alerts: [resolvedAlert()] }],
  ['alerts.acknowledged', { kind: 'acknowledged' }],
  ['alerts.escalated', { kind: 'escalation', escalationStep: 1 }],
  ['alerts.digest', { kind: 'digest' }],
  ['channel.test', { kind: 'test' }],
])('is of type %s', async (type, overrides) => {
  const { first } = await sendTo([[200]], { notification: notification(overrides) });
  expect(JSON.parse(first.body).type).toBe(type);
});

const many = Array.from({ length: 100 }, (_, i) =>
  toldAlert({ alertId: `alr_${i}`, description: 'Ü'.repeat(200), summary: `number ${i}` }),
);

it('stays below 20 kB and counts the alerts that are left out', async () => {
  const { first } = await sendTo([[200]], {
    notification: notification({ alerts: many, truncatedAlerts: 7 }),
  });
  const { data } = JSON.parse(first.body) as { data: Notification };
  expect(Buffer.byteLength(first.body)).toBeLessThan(20_000);
  expect(data.alerts.length).toBeGreaterThan(10);
  expect(data.alerts).toHaveLength(107 - data.truncatedAlerts);
  expect(data.alerts.map(({ alertId }) => alertId)).toEqual(
    many.slice(0, data.alerts.length).map((a) => a.alertId),
  );
});

it('leaves out descriptions before it leaves out all alerts', async () => {
  const wordy = toldAlert({
    description: '語'.repeat(4_096),
    labels: Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`l${i}`, '語'.repeat(128)])),
  });
  const { first } = await sendTo([[200]], { notification: notification({ alerts: [wordy, wordy] }) });
  const { data } = JSON.parse(first.body) as { data: Notification };
  expect(data).toMatchObject({ alerts: [{ description: '' }], truncatedAlerts: 1 });
});

it.each([200, 201, 202, 299])('takes %i for success', async (status) => {
  expect((await sendTo([[status]])).result).toMatchObject({ outcome: 'delivered', status });
});

it.each([400, 401, 403, 404, 422, 429, 500, 502, 503, 504])('tries again after %i', async (status) => {
  const { result } = await sendTo([[status, 'not now']]);
  expect(result).toEqual({ outcome: 'temporary', status, detail: `answered ${status}: not now` });
});

it.each([
  ['30', 30],
  ['Sat, 21 Nov 2026 05:10:31 GMT', 600],
])('waits as long as it is told: %s', async (header, retryAfterSeconds) => {
  const { result } = await sendTo([[503, '', { 'Retry-After': header }]]);
  expect(result).toMatchObject({ outcome: 'temporary', retryAfterSeconds });
});

it('ends the channel on 410', async () => {
  expect((await sendTo([[410]])).result).toMatchObject({
    outcome: 'permanent',
    status: 410,
    disable: expect.stringContaining('410'),
  });
});

it('fails on a redirect without following it', async () => {
  const inside = await startReceiver();
  const { result } = await sendTo([[302, '', { Location: inside.url }]]);
  expect(result).toMatchObject({
    outcome: 'temporary',
    status: 302,
    detail: expect.stringContaining('not followed'),
  });
  expect(inside.requests).toEqual([]);
});

it('tries again where the connection is refused or closed', async () => {
  expect((await sendTo(['hang up'])).result).toEqual({
    outcome: 'temporary',
    status: null,
    detail: 'no answer: the connection was closed before an answer came',
  });
});

it('does not send where the guard says no, and does not try again', async () => {
  const settings = { type: 'webhook', url: 'http://localhost:1/', format: 'standard' } as const;
  const request = sendRequest<'webhook'>(settings, [{ type: 'webhook', key }]);
  expect(await webhookSender(localPost(), noLinks)(request)).toEqual({
    outcome: 'permanent',
    status: null,
    detail: 'not sent: it is not https',
  });
});

it('keeps keys and signatures out of what it says', async () => {
  const { result } = await sendTo([[400, `bad key ${key}`]]);
  expect(result.detail).toBe('answered 400: bad key [secret]');
});

it('does not tell those who read deliveries where it sent to', async () => {
  const receiver = await startReceiver([[404, 'no /in/T0K3N-of-9?k=s3cret here, T0K3N-of-9 is unknown']]);
  const settings = {
    type: 'webhook',
    url: `${receiver.url}/in/T0K3N-of-9?k=s3cret`,
    format: 'standard',
  } as const;
  const request = sendRequest<'webhook'>(settings, [{ type: 'webhook', key }]);
  const { detail } = await webhookSender(localPost(), noLinks)(request);
  expect(detail).toBe('answered 404: no [secret] here, [secret] is unknown');
});

it('sends nothing unsigned', async () => {
  const { result, requests } = await sendTo([[200]], {}, []);
  expect(result).toMatchObject({ outcome: 'permanent', status: null });
  expect(requests).toEqual([]);
});

it('speaks as Alertmanager does where it is asked to', async () => {
  const receiver = await startReceiver();
  const settings = { type: 'webhook', url: receiver.url, format: 'alertmanager' } as const;
  const alerts = [
    toldAlert(),
    resolvedAlert({ fingerprint: 'f2', labels: { airport: 'ORD', 'run.way': '9L' } }),
  ];
  const attemptAt = new Date();
  const request = sendRequest<'webhook'>(settings, [{ type: 'webhook', key }], {
    notification: notification({ alerts, truncatedAlerts: 3 }),
    attemptAt,
  });
  const links = { home: 'https://iv.example', alert: () => 'https://iv.example/a', chart: () => undefined };
  expect(await webhookSender(localPost(), () => links)(request)).toMatchObject({ outcome: 'delivered' });
  const [received] = receiver.requests as [ReceivedRequest];
  expect(verify(key, received)).toEqual({
    version: '4',
    groupKey: request.notification.groupKey,
    truncatedAlerts: 3,
    status: 'firing',
    receiver: 'on call',
    groupLabels: { alertname: 'Many departures' },
    commonLabels: { alertname: 'Many departures', severity: 'critical' },
    commonAnnotations: {
      summary: 'flights.departures (ATL) is above 60',
      description: 'De-icing & <crew> changes',
      reason: '71 > 60 since 2026-11-21 05:00 UTC',
      value: '71',
    },
    externalURL: 'https://iv.example',
    alerts: [
      expect.objectContaining({
        status: 'firing',
        labels: { alertname: 'Many departures', severity: 'critical', airport: 'ATL' },
        startsAt: '2026-11-21T05:00:02.000Z',
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: 'https://iv.example/a',
        fingerprint: '0f1e2d3c4b5a69788796a5b4',
      }),
      expect.objectContaining({
        status: 'resolved',
        labels: { alertname: 'Many departures', severity: 'critical', airport: 'ORD', run_way: '9L' },
        endsAt: '2026-11-21T07:00:00.000Z',
      }),
    ],
  });
});
