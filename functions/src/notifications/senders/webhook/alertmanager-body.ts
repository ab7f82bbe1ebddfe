import type { Notification } from '../../../contracts/notification-delivery.ts';
import type { MessageLinks } from '../message-links.ts';
import { commonPairs, groupLabelsOf, promAlert } from '../prom-alert.ts';
import { fitAlerts } from './fit-alerts.ts';
import { bodyBytesMax } from './standard-body.ts';

/** The body that Alertmanager's own webhook receiver sends (version 4), for what already understands it. */
export function alertmanagerBody(notification: Notification, receiver: string, links: MessageLinks): string {
  return fitAlerts(notification, bodyBytesMax, ({ alerts: told, ...group }) => {
    const alerts = told.map((alert) => promAlert(alert, links));
    return JSON.stringify({
      version: '4',
      groupKey: group.groupKey,
      truncatedAlerts: group.truncatedAlerts,
      status: group.status,
      receiver,
      groupLabels: groupLabelsOf(group.groupLabels),
      commonLabels: commonPairs(alerts.map(({ labels }) => labels)),
      commonAnnotations: commonPairs(alerts.map(({ annotations }) => annotations)),
      externalURL: links.home ?? '',
      alerts,
    });
  });
}
