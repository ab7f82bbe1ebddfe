import type { Notification } from '../../../contracts/notification-delivery.ts';
import { clip } from '../clip.ts';
import { describeLabels } from '../headline.ts';

/** Longer ones are cut by what shows them. */
const subjectMax = 180;

/**
 * The subject: what happened to how many, then which. `[FIRING 2] disk full (severity=critical)`. Of a group it differs in
 * nothing but the brackets, so that its mails stand together where somebody sorts by subject. One line whatever the texts are.
 */
export function emailSubject(notification: Notification): string {
  const line = `[${tag(notification)}] ${topic(notification)}`.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return clip(line.trim(), subjectMax);
}

function tag({ kind, alerts, truncatedAlerts, messages, escalationStep }: Notification): string {
  const firing = alerts.filter(({ status }) => status === 'firing').length;
  switch (kind) {
    case 'alerts':
      return firing > 0
        ? `FIRING ${firing + truncatedAlerts}`
        : `RESOLVED ${alerts.length + truncatedAlerts}`;
    case 'acknowledged':
      return 'ACKNOWLEDGED';
    case 'escalation':
      return escalationStep === null ? 'ESCALATION' : `ESCALATION ${escalationStep}`;
    case 'digest':
      return `DIGEST ${messages ?? alerts.length + truncatedAlerts}`;
    case 'test':
      return 'TEST';
  }
}

function topic({ kind, alerts, groupLabels, truncatedAlerts, routeName }: Notification): string {
  const [first] = alerts;
  if (kind === 'digest') return 'messages, more than the channel takes in a minute';
  if (first !== undefined && alerts.length === 1 && truncatedAlerts === 0) return first.summary || first.name;
  const { alertname, ...others } = groupLabels;
  const labels = describeLabels(others);
  const name = alertname ?? routeName;
  return labels === '' ? name : `${name} (${labels})`;
}
