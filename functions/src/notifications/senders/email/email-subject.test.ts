import { describe, expect, it, test } from 'vitest';
import { notification, resolvedAlert, toldAlert } from '../../../../test/support/notifications.ts';
import { emailSubject } from './email-subject.ts';

const two = [toldAlert(), toldAlert({ alertId: 'alr_2' })];

describe('the subject', () => {
  test.each([
    ['[FIRING 1] flights.departures (ATL) is above 60', {}],
    ['[RESOLVED 1] flights.departures (ATL) is above 60', { status: 'resolved', alerts: [resolvedAlert()] }],
    ['[FIRING 2] Many departures', { alerts: two }],
    ['[FIRING 1] Many departures', { alerts: [toldAlert(), resolvedAlert({ alertId: 'alr_2' })] }],
    ['[FIRING 7] Many departures', { alerts: two, truncatedAlerts: 5 }],
    [
      '[FIRING 2] Many departures (airport=ATL)',
      { alerts: two, groupLabels: { alertname: 'Many departures', airport: 'ATL' } },
    ],
    ['[FIRING 2] on call', { alerts: two, groupLabels: {}, routeName: 'on call' }],
    ['[ACKNOWLEDGED] flights.departures (ATL) is above 60', { kind: 'acknowledged' }],
    ['[ESCALATION 2] flights.departures (ATL) is above 60', { kind: 'escalation', escalationStep: 2 }],
    ['[DIGEST 40] messages, more than the channel takes in a minute', { kind: 'digest', messages: 40 }],
    ['[TEST] flights.departures (ATL) is above 60', { kind: 'test' }],
  ] as const)('is %j', (subject, overrides) => {
    expect(emailSubject(notification(overrides as object))).toBe(subject);
  });

  it('is one line of a bounded length, whatever the texts are', () => {
    const summary = `disk full\r\nBcc: everybody@acme.example\u2028 ${'long '.repeat(100)}`;
    const subject = emailSubject(notification({ alerts: [toldAlert({ summary })] }));
    expect(subject).not.toMatch(/[\r\n\u2028]/);
    expect(subject.length).toBeLessThanOrEqual(180);
  });
});
