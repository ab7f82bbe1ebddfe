import { deterministicId } from '../../../contracts/ids.ts';
import type { Notification, ToldAlert } from '../../../contracts/notification-delivery.ts';
import { clip } from '../clip.ts';
import { describeLabels, headline } from '../headline.ts';
import type { MessageLinks } from '../message-links.ts';

/** An event of the Events API v2, without the key. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
  readonly [field: string]: unknown;
}

/** PagerDuty's limit of a summary. */
const summaryMax = 1_024;

/**
 * The events of a notification: one for each alert, under a key of its own, the alert's id. PagerDuty has no words for a
 * group of which half is over or acknowledged: a new alert under the key of an incident that somebody acknowledged would
 * page nobody, and an acknowledgement of one alert would silence the others. So an episode is an alert there, too, by
 * whatever group, digest or escalation it is told, and how alerts become incidents is PagerDuty's to say.
 *
 * Alerts that are not listed share one under the key of the group, which ends when the group does. A test ends what it
 * begins.
 */
export function pagerDutyEvents(notification: Notification, links: MessageLinks): PagerDutyEvent[] {
  const events = notification.alerts.map((alert) => alertEvent(alert, notification, links));
  if (notification.kind === 'test') {
    return events.flatMap((event) => [event, { event_action: 'resolve', dedup_key: event.dedup_key }]);
  }
  const rest = groupEvent(notification, links);
  return rest === undefined ? events : [...events, rest];
}

function alertEvent(
  alert: ToldAlert,
  { groupKey, routeName }: Notification,
  links: MessageLinks,
): PagerDutyEvent {
  const dedup_key = alert.alertId;
  if (alert.status === 'resolved') return { event_action: 'resolve', dedup_key };
  if (alert.acknowledged) return { event_action: 'acknowledge', dedup_key };
  const page = links.alert(alert);
  const chart = links.chart(alert);
  return {
    event_action: 'trigger',
    dedup_key,
    payload: {
      summary: clip(alert.summary || alert.name, summaryMax),
      source: clip(describeLabels(alert.labels) || alert.name, summaryMax),
      severity: alert.severity,
      timestamp: (alert.firedAt ?? alert.startedAt).toISOString(),
      class: alert.name,
      group: clip(routeName, summaryMax),
      custom_details: {
        reason: alert.reason,
        description: alert.description,
        labels: alert.labels,
        value: alert.value,
        threshold: alert.threshold,
        crossing: alert.crossing,
        fingerprint: alert.fingerprint,
        groupKey,
      },
    },
    client: 'IntentVision',
    ...(links.home === undefined ? {} : { client_url: links.home }),
    ...(page === undefined ? {} : { links: [{ href: page, text: 'Alert' }] }),
    ...(chart === undefined
      ? {}
      : { images: [{ src: chart, alt: 'The series', ...(page === undefined ? {} : { href: page }) }] }),
  };
}

function groupEvent(notification: Notification, links: MessageLinks): PagerDutyEvent | undefined {
  const { groupKey, routeName, status, truncatedAlerts, alerts } = notification;
  const dedup_key = deterministicId('notificationGroup', groupKey);
  if (status === 'resolved') return { event_action: 'resolve', dedup_key };
  if (truncatedAlerts === 0) return undefined;
  return {
    event_action: 'trigger',
    dedup_key,
    payload: {
      summary: clip(`${truncatedAlerts} more alerts are not listed. ${headline(notification)}`, summaryMax),
      source: clip(routeName, summaryMax),
      severity: alerts[0]?.severity ?? 'warning',
      custom_details: { groupKey, truncatedAlerts },
    },
    client: 'IntentVision',
    ...(links.home === undefined ? {} : { client_url: links.home }),
  };
}
