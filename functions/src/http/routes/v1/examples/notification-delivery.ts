import type { NotificationDeliveryResponse } from '../../../../contracts/notification-delivery.ts';
import { alertExample, alertRuleRequestExample } from './alert.ts';
import { exampleIds } from './ids.ts';
import { storedChannelExample } from './notification-channel.ts';

const told = new Date('2026-11-21T05:00:32Z');

/** A dead letter: the receiver was away for too long. */
export const deliveryExample: NotificationDeliveryResponse = {
  deliveryId: exampleIds.delivery,
  channelId: exampleIds.channel,
  channelType: 'webhook',
  channelName: storedChannelExample.name,
  groupId: 'grp_0a2c4e6b8d1f3a5c7e9b0d2f',
  alertIds: [exampleIds.alert],
  state: 'failed',
  message: 'refused for good: answered 410: this topic was closed',
  withheldReason: null,
  notification: {
    kind: 'alerts',
    status: 'firing',
    groupKey: 'grp_0a2c4e6b8d1f3a5c7e9b0d2f',
    groupLabels: { alertname: alertRuleRequestExample.name },
    routeName: 'operations',
    repeated: false,
    alerts: [
      {
        alertId: exampleIds.alert,
        fingerprint: alertExample.fingerprint,
        status: 'firing',
        acknowledged: false,
        name: alertRuleRequestExample.name,
        severity: alertExample.severity,
        labels: alertExample.labels,
        summary: alertExample.summary,
        description: alertExample.description,
        reason: alertExample.reason,
        value: alertExample.value,
        threshold: alertExample.threshold,
        metricId: alertExample.metricId,
        startedAt: alertExample.startedAt,
        firedAt: alertExample.firedAt,
        resolvedAt: null,
        crossing: {
          probability: 0.93,
          at: new Date('2026-11-21T09:00:00Z'),
          earliest: new Date('2026-11-21T07:00:00Z'),
          latest: new Date('2026-11-21T11:00:00Z'),
        },
      },
    ],
    truncatedAlerts: 0,
    escalationStep: null,
  },
  attempt: 1,
  attempts: [
    {
      at: told,
      durationMs: 212,
      outcome: 'permanent',
      status: 410,
      detail: 'answered 410: this topic was closed',
    },
  ],
  nextAttemptAt: null,
  heldBy: null,
  supersededBy: null,
  digestId: null,
  digestOf: null,
  resentAt: null,
  resentBy: null,
  shard: 4,
  leaseOwner: null,
  leaseExpiresAt: null,
  requestedBy: 'system:flushNotificationGroup',
  createdAt: told,
  deliveredAt: null,
  updatedAt: told,
  expireAt: new Date('2027-02-19T05:00:32Z'),
};
