import type { Notification, ToldAlert } from '../../../contracts/notification-delivery.ts';
import { headline } from '../headline.ts';
import type { MessageLinks } from '../message-links.ts';
import { alertLines, stateOf } from './alert-lines.ts';

/** More than these nobody reads in a mail. */
export const alertsMax = 25;

/** The mail as plain text. */
export function emailText(notification: Notification, links: MessageLinks): string {
  const shown = notification.alerts.slice(0, alertsMax);
  const parts = [
    headline(notification),
    ...shown.map((alert) => alertText(alert, links)),
    ...leftOut(notification),
  ];
  return `${parts.join('\n\n')}\n\n-- \nIntentVision, ${notification.routeName}\n`;
}

function alertText(alert: ToldAlert, links: MessageLinks): string {
  const page = links.alert(alert);
  const lines = [
    `${stateOf(alert)}: ${alert.summary || alert.name}`,
    ...(alert.description === '' ? [] : [alert.description]),
    ...alertLines(alert).map(([name, text]) => `  ${name}: ${text}`),
    ...(page === undefined ? [] : [`  ${page}`]),
  ];
  return lines.join('\n');
}

/** What the mail does not list, in a sentence; none where it lists all. */
export function leftOut({ alerts, truncatedAlerts }: Notification): readonly string[] {
  const left = Math.max(0, alerts.length - alertsMax) + truncatedAlerts;
  return left === 0 ? [] : [`And ${left} more ${left === 1 ? 'alert' : 'alerts'}.`];
}
