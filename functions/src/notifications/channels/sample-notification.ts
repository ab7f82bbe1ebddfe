import type { Notification } from '../../contracts/notification-delivery.ts';

/** What a test tells: one alert of no rule, that says what it is. */
export function sampleNotification(deliveryId: string, channelName: string, now: Date): Notification {
  return {
    kind: 'test',
    status: 'firing',
    groupKey: `test:${deliveryId}`,
    groupLabels: { alertname: 'Test' },
    routeName: channelName,
    repeated: false,
    truncatedAlerts: 0,
    escalationStep: null,
    alerts: [
      {
        alertId: `test-${deliveryId}`,
        fingerprint: deliveryId,
        status: 'firing',
        acknowledged: false,
        name: 'Test',
        severity: 'info',
        labels: { alertname: 'Test', channel: channelName },
        summary: `This is a test of the channel ${channelName}`,
        description: 'Somebody asked whether messages arrive. Nothing is wrong.',
        reason: 'asked for by hand',
        value: null,
        threshold: null,
        metricId: null,
        startedAt: now,
        firedAt: now,
        resolvedAt: null,
        crossing: null,
      },
    ],
  };
}
