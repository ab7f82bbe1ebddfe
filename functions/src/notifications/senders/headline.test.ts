import { expect, it } from 'vitest';
import { notification, resolvedAlert, toldAlert } from '../../../test/support/notifications.ts';
import type { Notification } from '../../contracts/notification-delivery.ts';
import { clip } from './clip.ts';
import { headline } from './headline.ts';
import { messageLinks } from './message-links.ts';

const summary = 'flights.departures (ATL) is above 60';
const three = [toldAlert(), toldAlert(), resolvedAlert()];

it.each<[string, Partial<Notification>]>([
  [`Firing: ${summary}`, {}],
  [`Still firing: ${summary}`, { repeated: true }],
  [`Resolved: ${summary}`, { status: 'resolved', alerts: [resolvedAlert()] }],
  [`Acknowledged: ${summary}`, { kind: 'acknowledged' }],
  [`Escalation: ${summary}`, { kind: 'escalation' }],
  [`Escalation, step 2: ${summary}`, { kind: 'escalation', escalationStep: 2 }],
  [`Test: ${summary}`, { kind: 'test' }],
  ['Firing: 2 firing, 1 resolved (alertname=Many departures)', { alerts: three }],
  ['Firing: 1 firing, 5 not listed (alertname=Many departures)', { truncatedAlerts: 5 }],
  [
    'Digest: 2 firing, 1 resolved (operations)',
    { kind: 'digest', alerts: three, groupLabels: {}, routeName: 'operations' },
  ],
])('says %j', (line, overrides) => {
  expect(headline(notification(overrides))).toBe(line);
});

it('clips between characters', () => {
  expect(clip('abcd', 4)).toBe('abcd');
  expect(clip('abcde', 4)).toBe('abc…');
  expect(clip('ab😀cd', 4)).toBe('ab…');
});

it('links to the page that a deployment has of an alert', () => {
  const links = messageLinks('https://iv.example/{orgId}/alerts/{alertId}?tab=1')('org_a');
  expect([links.home, links.alert(toldAlert({ alertId: 'alr_ü' })), links.chart(toldAlert())]).toEqual([
    'https://iv.example',
    'https://iv.example/org_a/alerts/alr_%C3%BC?tab=1',
    undefined,
  ]);
  expect(messageLinks(undefined)('org_a').alert(toldAlert())).toBeUndefined();
});

it('links to pictures of the organization, with or without pages', () => {
  const chartOf = ({ alertId }: { alertId: string }, orgId: string) =>
    `https://iv.example/${orgId}/${alertId}.png`;
  for (const page of [undefined, 'https://iv.example/{alertId}']) {
    const links = messageLinks(page, chartOf)('org_a');
    expect(links.chart(toldAlert({ alertId: 'alr_a' }))).toBe('https://iv.example/org_a/alr_a.png');
  }
});
