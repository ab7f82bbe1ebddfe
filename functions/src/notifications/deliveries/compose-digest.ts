import type { Notification, NotificationDelivery, ToldAlert } from '../../contracts/notification-delivery.ts';

/** Alerts that one notification lists. */
const listedMax = 100;

const severityRank = { critical: 0, error: 1, warning: 2, info: 3 } as const;

/** What a digest tells, and of which groups. */
export interface Digest {
  readonly notification: Notification;
  readonly groupIds: readonly string[];
}

/**
 * Puts one notification together that tells what many were to tell: each alert once, as the latest of them has it; what
 * fires before what is over, the most severe first, the longest first. Beyond a hundred they are counted.
 *
 * @param messages how many messages it stands for; `folded` may be the first of them
 */
export function composeDigest(
  own: Notification,
  folded: readonly NotificationDelivery[],
  messages: number,
): Digest {
  const latest = new Map<string, ToldAlert>();
  const inOrder = [...folded].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (const { notification } of inOrder) {
    for (const alert of notification.alerts) latest.set(alert.alertId, alert);
  }
  const alerts = [...latest.values()].sort(byUrgency);
  const unlisted = folded.reduce((sum, { notification }) => sum + notification.truncatedAlerts, 0);
  const unread = messages - folded.length;
  return {
    notification: {
      ...own,
      status: alerts.some(({ status }) => status === 'firing') || unread > 0 ? 'firing' : 'resolved',
      alerts: alerts.slice(0, listedMax),
      truncatedAlerts: Math.max(0, alerts.length - listedMax) + unlisted + unread,
      messages,
    },
    groupIds: [...new Set(folded.flatMap(({ groupId }) => groupId ?? []))],
  };
}

function byUrgency(a: ToldAlert, b: ToldAlert): number {
  return (
    Number(a.status === 'resolved') - Number(b.status === 'resolved') ||
    severityRank[a.severity] - severityRank[b.severity] ||
    a.startedAt.getTime() - b.startedAt.getTime() ||
    (a.alertId < b.alertId ? -1 : 1)
  );
}
