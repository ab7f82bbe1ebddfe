import { expect, it } from 'vitest';
import { activeAt, alertsOf, startAlertmanager } from '../../../../test/support/alertmanager.ts';
import {
  localPost,
  notification,
  resolvedAlert,
  sendRequest,
  toldAlert,
} from '../../../../test/support/notifications.ts';
import type { Receiver } from '../../../../test/support/receiver.ts';
import type { ChannelSecret } from '../../../contracts/channel-secret.ts';
import type { SendRequest } from '../../../contracts/notifier.ts';
import { type MessageLinks, noLinks } from '../message-links.ts';
import { alertmanagerSender } from './send-alertmanager.ts';

function sendTo(
  { url }: Receiver,
  overrides: Partial<SendRequest<'alertmanager'>> = {},
  {
    secrets = [],
    links = noLinks(''),
    path = '',
  }: { secrets?: ChannelSecret[]; links?: MessageLinks; path?: string } = {},
) {
  const request = sendRequest<'alertmanager'>(
    { type: 'alertmanager', url: `${url}${path}` },
    secrets,
    overrides,
  );
  return alertmanagerSender(localPost(), () => links)(request);
}

it('posts alerts as Prometheus does', async () => {
  const receiver = await startAlertmanager();
  const links: MessageLinks = {
    alert: () => 'https://iv.example/a',
    chart: () => 'https://iv.example/a.png',
  };
  expect(await sendTo(receiver, {}, { links })).toEqual({
    outcome: 'delivered',
    status: 200,
    detail: 'answered 200',
  });
  expect(receiver.requests[0]).toMatchObject({
    path: '/api/v2/alerts',
    headers: { 'content-type': 'application/json' },
  });
  expect(alertsOf(receiver)).toEqual([
    [
      {
        labels: { alertname: 'Many departures', severity: 'critical', airport: 'ATL' },
        annotations: {
          summary: 'flights.departures (ATL) is above 60',
          description: 'De-icing & <crew> changes',
          reason: '71 > 60 since 2026-11-21 05:00 UTC',
          value: '71',
          chart: 'https://iv.example/a.png',
        },
        startsAt: new Date('2026-11-21T05:00:02Z'),
        endsAt: new Date('2026-12-22T05:00:31Z'),
        generatorURL: 'https://iv.example/a',
      },
    ],
  ]);
});

it('lets an alert fire until it is told that it is over, one of a group before the other', async () => {
  const receiver = await startAlertmanager();
  const ord = { labels: { airport: 'ORD' } };
  await sendTo(receiver, { notification: notification({ alerts: [toldAlert(), toldAlert(ord)] }) });
  const inAMonth = new Date('2026-12-21T05:00:00Z');
  expect(activeAt(alertsOf(receiver), inAMonth)).toHaveLength(2);
  await sendTo(receiver, { notification: notification({ alerts: [resolvedAlert(), toldAlert(ord)] }) });
  expect(activeAt(alertsOf(receiver), new Date('2026-11-21T07:00:00Z'))).toMatchObject([{ airport: 'ORD' }]);
});

it('lets a test end by itself', async () => {
  const receiver = await startAlertmanager();
  await sendTo(receiver, { notification: notification({ kind: 'test' }) });
  expect(alertsOf(receiver)[0]?.[0]?.endsAt).toEqual(new Date('2026-11-21T05:01:31Z'));
});

it('ends no alert before it began', async () => {
  const receiver = await startAlertmanager();
  const alerts = [resolvedAlert({ resolvedAt: new Date('2026-11-21T04:00:00Z') })];
  await sendTo(receiver, { notification: notification({ alerts }) });
  expect(alertsOf(receiver)[0]?.[0]?.endsAt).toEqual(new Date('2026-11-21T05:00:02Z'));
});

it('writes labels as Prometheus allows them', async () => {
  const receiver = await startAlertmanager();
  const alerts = [toldAlert({ labels: { 'air.port': 'ATL', 'run-way': '9L', empty: '', severity: 'page' } })];
  await sendTo(receiver, { notification: notification({ alerts }) });
  expect(alertsOf(receiver)[0]?.[0]?.labels).toEqual({
    alertname: 'Many departures',
    severity: 'page',
    air_port: 'ATL',
    run_way: '9L',
  });
});

it('finds the API below a path', async () => {
  const receiver = await startAlertmanager();
  await sendTo(receiver, {}, { path: '/alertmanager/' });
  expect(receiver.requests[0]?.path).toBe('/alertmanager/api/v2/alerts');
});

const basic = { scheme: 'basic', username: 'ada', password: 'pass word' } as const;
const bearer = { scheme: 'bearer', token: 'token-123456' } as const;

it.each([
  [basic, `Basic ${btoa('ada:pass word')}`],
  [bearer, 'Bearer token-123456'],
])('presents itself by $scheme', async (authorization, header) => {
  const receiver = await startAlertmanager();
  await sendTo(receiver, {}, { secrets: [{ type: 'alertmanager', authorization }] });
  expect(receiver.requests[0]?.headers.authorization).toBe(header);
});

it.each([basic, bearer])('says nothing of its $scheme credentials', async (authorization) => {
  const receiver = await startAlertmanager([[401, `no pass word, ${btoa('ada:pass word')}, token-123456`]]);
  const { detail } = await sendTo(receiver, {}, { secrets: [{ type: 'alertmanager', authorization }] });
  expect(detail).not.toContain(authorization.scheme === 'basic' ? 'pass word' : 'token-123456');
  if (authorization.scheme === 'basic') expect(detail).not.toContain(btoa('ada:pass word'));
});

it.each([400, 401, 403, 404, 302])('gives up after %i', async (status) => {
  expect(await sendTo(await startAlertmanager([[status, 'no']]))).toMatchObject({
    outcome: 'permanent',
    status,
  });
});

it.each([408, 429, 500, 503])('tries again after %i', async (status) => {
  const receiver = await startAlertmanager([[status, '', { 'Retry-After': '9' }]]);
  expect(await sendTo(receiver)).toMatchObject({ outcome: 'temporary', status, retryAfterSeconds: 9 });
});
