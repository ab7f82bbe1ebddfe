import type { Labels } from '../../contracts/common.ts';
import type { Notification } from '../../contracts/notification-delivery.ts';

/** What a notification says, in one line of plain text. */
export function headline(notification: Notification): string {
  return `${verb(notification)}: ${subject(notification)}`;
}

function verb({ kind, status, repeated, escalationStep }: Notification): string {
  switch (kind) {
    case 'alerts':
      if (status === 'resolved') return 'Resolved';
      return repeated ? 'Still firing' : 'Firing';
    case 'acknowledged':
      return 'Acknowledged';
    case 'escalation':
      return escalationStep === null ? 'Escalation' : `Escalation, step ${escalationStep}`;
    case 'digest':
      return 'Digest';
    case 'test':
      return 'Test';
  }
}

function subject({ alerts, truncatedAlerts, groupLabels, routeName }: Notification): string {
  const [first] = alerts;
  if (first !== undefined && alerts.length === 1 && truncatedAlerts === 0) return first.summary;
  const firing = alerts.filter(({ status }) => status === 'firing').length;
  const counts = [
    count(firing, 'firing'),
    count(alerts.length - firing, 'resolved'),
    count(truncatedAlerts, 'not listed'),
  ];
  const shared = describeLabels(groupLabels) || routeName;
  return `${counts.filter((words) => words !== '').join(', ') || 'no alerts'} (${shared})`;
}

const count = (number: number, what: string): string => (number === 0 ? '' : `${number} ${what}`);

/** `airport=ATL, carrier=DL` */
export const describeLabels = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
