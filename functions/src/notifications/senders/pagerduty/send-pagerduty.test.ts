import { expect, it } from 'vitest';
import {
  localPost,
  notification,
  resolvedAlert,
  sendRequest,
  toldAlert,
} from '../../../../test/support/notifications.ts';
import { accepted, eventsOf, incidentsOf, startPagerDuty } from '../../../../test/support/pagerduty.ts';
import type { Receiver } from '../../../../test/support/receiver.ts';
import type { Notification } from '../../../contracts/notification-delivery.ts';
import type { PostRequest } from '../../outbound/guarded-post.ts';
import { type MessageLinks, noLinks } from '../message-links.ts';
import { pagerDutySender } from './send-pagerduty.ts';

const routingKey = 'R0123456789abcdefghijklmnopqrstu';
const [a, b] = [toldAlert({ alertId: 'alr_a' }), toldAlert({ alertId: 'alr_b', severity: 'info' })];

function sendTo(receiver: Receiver, told: Partial<Notification> = {}, links: MessageLinks = noLinks('')) {
  const request = sendRequest<'pagerduty'>(
    { type: 'pagerduty', region: 'us' },
    [{ type: 'pagerduty', routingKey }],
    {
      notification: notification(told),
    },
  );
  return pagerDutySender({ post: localPost(), linksOf: () => links, url: `${receiver.url}/v2/enqueue` })(
    request,
  );
}

it('triggers an alert under its own id', async () => {
  const receiver = await startPagerDuty();
  expect(await sendTo(receiver, { alerts: [a] })).toMatchObject({ outcome: 'delivered', status: 202 });
  expect(receiver.requests[0]).toMatchObject({
    path: '/v2/enqueue',
    headers: { 'content-type': 'application/json' },
  });
  expect(eventsOf(receiver)).toEqual([
    {
      routing_key: routingKey,
      event_action: 'trigger',
      dedup_key: 'alr_a',
      payload: {
        summary: 'flights.departures (ATL) is above 60',
        source: 'airport=ATL',
        severity: 'critical',
        timestamp: '2026-11-21T05:00:02.000Z',
        class: 'Many departures',
        group: 'Many departures',
        custom_details: {
          reason: '71 > 60 since 2026-11-21 05:00 UTC',
          description: 'De-icing & <crew> changes',
          labels: { airport: 'ATL' },
          value: 71,
          threshold: 60,
          crossing: null,
          fingerprint: '0f1e2d3c4b5a69788796a5b4',
          groupKey: notification().groupKey,
        },
      },
      client: 'IntentVision',
    },
  ]);
});

it.each(['info', 'warning', 'error', 'critical'] as const)('passes severity %s on', async (severity) => {
  const receiver = await startPagerDuty();
  await sendTo(receiver, { alerts: [toldAlert({ severity })] });
  expect(eventsOf(receiver)).toMatchObject([{ payload: { severity } }]);
});

it('adds links and pictures where the deployment has them', async () => {
  const receiver = await startPagerDuty();
  const links: MessageLinks = {
    home: 'https://iv.example',
    alert: ({ alertId }) => `https://iv.example/${alertId}`,
    chart: () => 'https://iv.example/c.png',
  };
  await sendTo(receiver, { alerts: [a] }, links);
  expect(eventsOf(receiver)).toMatchObject([
    {
      client_url: 'https://iv.example',
      links: [{ href: 'https://iv.example/alr_a' }],
      images: [{ src: 'https://iv.example/c.png', href: 'https://iv.example/alr_a' }],
    },
  ]);
});

it('ends one alert of a group while the other goes on, and pages for one that joins an acknowledged one', async () => {
  const receiver = await startPagerDuty();
  const state = () => Object.fromEntries(incidentsOf(eventsOf(receiver)));
  await sendTo(receiver, { alerts: [a] });
  await sendTo(receiver, { kind: 'acknowledged', alerts: [{ ...a, acknowledged: true }] });
  await sendTo(receiver, { alerts: [{ ...a, acknowledged: true }, b] });
  expect(state()).toEqual({ alr_a: 'acknowledged', alr_b: 'triggered' });
  await sendTo(receiver, { alerts: [resolvedAlert({ alertId: 'alr_a' }), b] });
  expect(state()).toEqual({ alr_a: 'resolved', alr_b: 'triggered' });
  await sendTo(receiver, { status: 'resolved', alerts: [resolvedAlert({ alertId: 'alr_b' })] });
  expect(state()).toEqual({ alr_a: 'resolved', alr_b: 'resolved' });
});

it('takes the same notification twice for once', async () => {
  const receiver = await startPagerDuty();
  await sendTo(receiver, { alerts: [a, b] });
  await sendTo(receiver, { alerts: [a, b] });
  expect([...incidentsOf(eventsOf(receiver))]).toHaveLength(2);
});

it('tells of alerts that are not listed under the key of their group, until the group is over', async () => {
  const receiver = await startPagerDuty();
  await sendTo(receiver, { alerts: [a], truncatedAlerts: 40 });
  const [, rest] = eventsOf(receiver);
  expect(rest).toMatchObject({
    event_action: 'trigger',
    payload: { summary: expect.stringContaining('40 more') },
  });
  await sendTo(receiver, { status: 'resolved', alerts: [resolvedAlert({ alertId: 'alr_a' })] });
  expect(new Set(incidentsOf(eventsOf(receiver)).values())).toEqual(new Set(['resolved']));
});

it('ends the incident of a test at once', async () => {
  const receiver = await startPagerDuty();
  await sendTo(receiver, { kind: 'test', alerts: [toldAlert({ alertId: 'alr_t', severity: 'info' })] });
  expect(eventsOf(receiver).map(({ event_action }) => event_action)).toEqual(['trigger', 'resolve']);
});

it('stays within the limits of PagerDuty', async () => {
  const receiver = await startPagerDuty();
  const alert = toldAlert({
    summary: '語'.repeat(2_000),
    description: '語'.repeat(4_096),
    labels: Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`label${i}`, '語'.repeat(256)])),
  });
  await sendTo(receiver, { alerts: [alert] });
  expect(eventsOf(receiver)).toHaveLength(1);
});

it.each([400, 403, 404, 413, 302])('gives up after %i', async (status) => {
  const receiver = await startPagerDuty([[status, '{"status":"invalid event"}']]);
  expect(await sendTo(receiver)).toMatchObject({ outcome: 'permanent', status });
});

it.each([408, 500, 502, 503])('tries again after %i', async (status) => {
  expect(await sendTo(await startPagerDuty([[status]]))).toMatchObject({ outcome: 'temporary', status });
});

it('leaves PagerDuty alone for minutes where it throttles, or as long as it says', async () => {
  expect(await sendTo(await startPagerDuty([[429]]))).toMatchObject({
    outcome: 'temporary',
    retryAfterSeconds: 120,
  });
  const told = await startPagerDuty([[429, '', { 'Retry-After': '7' }]]);
  expect(await sendTo(told)).toMatchObject({ retryAfterSeconds: 7 });
});

it('stops at what is to be tried again, and says how far it came', async () => {
  const receiver = await startPagerDuty([...Array.from({ length: 5 }, () => accepted), [503]]);
  const alerts = Array.from({ length: 30 }, (_, i) => toldAlert({ alertId: `alr_${i}` }));
  expect(await sendTo(receiver, { alerts })).toEqual({
    outcome: 'temporary',
    status: 503,
    detail: '5 of 30 events accepted; answered 503',
  });
  expect(receiver.requests).toHaveLength(10);
});

it('tells the others though PagerDuty refuses one, and does not call that a success', async () => {
  const receiver = await startPagerDuty([[400, 'bad'], accepted]);
  expect(await sendTo(receiver, { alerts: [a, b] })).toMatchObject({
    outcome: 'permanent',
    status: 400,
    detail: '1 of 2 events accepted; answered 400: bad',
  });
});

it('says nothing of the routing key', async () => {
  const receiver = await startPagerDuty([[400, `{"errors":["routing_key ${routingKey} is unknown"]}`]]);
  const { detail } = await sendTo(receiver);
  expect(detail).toBe('answered 400: {"errors":["routing_key [secret] is unknown"]}');
});

it.each([
  ['us', 'https://events.pagerduty.com/v2/enqueue'],
  ['eu', 'https://events.eu.pagerduty.com/v2/enqueue'],
] as const)('asks in region %s at %s', async (region, url) => {
  const asked: PostRequest[] = [];
  const post = async (request: PostRequest) => {
    asked.push(request);
    return { status: 202, headers: {}, text: '' };
  };
  await pagerDutySender({ post, linksOf: noLinks })(
    sendRequest<'pagerduty'>({ type: 'pagerduty', region }, [{ type: 'pagerduty', routingKey }]),
  );
  expect(asked).toMatchObject([{ url }]);
});

it('sends nothing without a key', async () => {
  const request = sendRequest<'pagerduty'>({ type: 'pagerduty', region: 'us' }, []);
  expect(await pagerDutySender({ post: localPost(), linksOf: noLinks })(request)).toMatchObject({
    outcome: 'permanent',
  });
});
