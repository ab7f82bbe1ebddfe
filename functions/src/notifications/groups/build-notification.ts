import type { Telling } from '../../alerting/notify/flush-types.ts';
import type { Alert } from '../../contracts/alert.ts';
import type { AlertSeverity } from '../../contracts/common.ts';
import type { Notification, ToldAlert } from '../../contracts/notification-delivery.ts';
import type { NotificationGroup } from '../../contracts/notification-group.ts';
import type { AlertEntry } from '../../pipeline/alert/alert-changed.ts';
import { listedAlertsMax, listedBytesMax } from './limits.ts';

/** What a telling is made of. */
export interface NotificationParts {
  readonly groupId: string;
  readonly group: Pick<NotificationGroup, 'route' | 'groupLabels'>;
  readonly telling: Telling;
  readonly alerts: ReadonlyMap<string, AlertEntry>;
  /** Alerts of the group that were not looked at. */
  readonly overflow: number;
}

const rank: Readonly<Record<AlertSeverity, number>> = { critical: 0, error: 1, warning: 2, info: 3 };

/**
 * What one channel is told, as the alerts stand now. Alerts for whose sake it is told are listed first, then the others,
 * each from the most severe on and the oldest first: as many as a message and its document hold.
 */
export function buildNotification(parts: NotificationParts): Notification {
  const { groupId, group, telling, alerts, overflow } = parts;
  const { kind, firing, resolved, reason, step } = telling;
  const news = new Set(telling.news);
  const told = [...firing, ...resolved]
    .flatMap((alertId) => alerts.get(alertId) ?? [])
    .sort((a, b) => Number(news.has(b.alertId)) - Number(news.has(a.alertId)) || bySeverity(a, b));
  const listed = fitting(told.map(({ alertId, alert }) => toldAlert(alertId, alert)));
  return {
    kind,
    status: firing.length > 0 ? 'firing' : 'resolved',
    groupKey: groupId,
    groupLabels: { ...group.groupLabels },
    routeName: group.route.name,
    repeated: reason === 'repeat',
    alerts: listed,
    truncatedAlerts: told.length - listed.length + (kind === 'acknowledged' ? 0 : overflow),
    escalationStep: step,
  };
}

const bySeverity = (a: AlertEntry, b: AlertEntry): number =>
  rank[a.alert.severity] - rank[b.alert.severity] ||
  a.alert.startedAt.getTime() - b.alert.startedAt.getTime() ||
  (a.alertId < b.alertId ? -1 : 1);

function fitting(told: readonly ToldAlert[]): ToldAlert[] {
  let bytes = 0;
  const listed: ToldAlert[] = [];
  for (const alert of told.slice(0, listedAlertsMax)) {
    bytes += Buffer.byteLength(JSON.stringify(alert));
    if (listed.length > 0 && bytes > listedBytesMax) break;
    listed.push(alert);
  }
  return listed;
}

function toldAlert(alertId: string, alert: Alert): ToldAlert {
  const { crossing } = alert;
  return {
    alertId,
    fingerprint: alert.fingerprint,
    status: alert.open ? 'firing' : 'resolved',
    acknowledged: alert.state === 'acknowledged',
    name: alert.ruleName ?? alert.jobName ?? alert.fingerprint,
    severity: alert.severity,
    labels: { ...alert.labels },
    summary: alert.summary,
    description: alert.description,
    reason: alert.reason,
    value: alert.value,
    threshold: alert.threshold,
    metricId: alert.metricId,
    startedAt: alert.startedAt,
    firedAt: alert.firedAt,
    resolvedAt: alert.resolvedAt,
    crossing:
      crossing === null
        ? null
        : {
            probability: crossing.probability,
            at: crossing.at,
            earliest: crossing.earliest,
            latest: crossing.latest,
          },
  };
}
