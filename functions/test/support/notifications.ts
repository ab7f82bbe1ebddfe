import type { ChannelSecret } from '../../src/contracts/channel-secret.ts';
import type { ChannelType } from '../../src/contracts/notification-channel.ts';
import type { Notification, ToldAlert } from '../../src/contracts/notification-delivery.ts';
import { notificationSchema } from '../../src/contracts/notification-delivery.ts';
import type { SendRequest, SettingsOf } from '../../src/contracts/notifier.ts';
import { guardedPost, type Post } from '../../src/notifications/outbound/guarded-post.ts';

/** An alert on departures from ATL that fires. */
export function toldAlert(overrides: Partial<ToldAlert> = {}): ToldAlert {
  return {
    alertId: 'alr_3d5f7b9c1e2a4b6d8f0c3e5a',
    fingerprint: '0f1e2d3c4b5a69788796a5b4',
    status: 'firing',
    acknowledged: false,
    name: 'Many departures',
    severity: 'critical',
    labels: { airport: 'ATL' },
    summary: 'flights.departures (ATL) is above 60',
    description: 'De-icing & <crew> changes',
    reason: '71 > 60 since 2026-11-21 05:00 UTC',
    value: 71,
    threshold: 60,
    metricId: 'met_4f1c0a9be2d84c6f9a1b2c3d',
    startedAt: new Date('2026-11-21T05:00:00Z'),
    firedAt: new Date('2026-11-21T05:00:02Z'),
    resolvedAt: null,
    crossing: null,
    ...overrides,
  };
}

/** The same alert, over. */
export const resolvedAlert = (overrides: Partial<ToldAlert> = {}): ToldAlert =>
  toldAlert({ status: 'resolved', resolvedAt: new Date('2026-11-21T07:00:00Z'), ...overrides });

/** What is told of a group of one alert that fires. */
export function notification(overrides: Partial<Notification> = {}): Notification {
  return notificationSchema.parse({
    kind: 'alerts',
    status: 'firing',
    groupKey: 'rule:rul_2c4e6a8b0d1f3a5c7e9b2d4f:{alertname="Many departures"}',
    groupLabels: { alertname: 'Many departures' },
    routeName: 'Many departures',
    repeated: false,
    alerts: [toldAlert()],
    truncatedAlerts: 0,
    escalationStep: null,
    ...overrides,
  });
}

/** A request to send by a channel with these settings and secrets. */
export function sendRequest<T extends ChannelType>(
  settings: SettingsOf<T>,
  secrets: readonly ChannelSecret[],
  overrides: Partial<SendRequest<T>> = {},
): SendRequest<T> {
  return {
    orgId: 'org_test',
    channel: { name: 'on call', settings },
    secrets,
    notification: notification(),
    deliveryId: 'dlv_9e1b3d5f7a2c4e6b8d0f1a3c',
    createdAt: new Date('2026-11-21T05:00:30Z'),
    attemptAt: new Date('2026-11-21T05:00:31Z'),
    signal: new AbortController().signal,
    ...overrides,
  };
}

/** The real client, with leave to go where the tests' receivers are. */
export const localPost = (...hosts: readonly string[]): Post =>
  guardedPost({ policy: { allowHttp: false, allowedHosts: ['127.0.0.1', ...hosts] } });
