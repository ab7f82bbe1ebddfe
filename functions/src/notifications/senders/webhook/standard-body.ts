import type { Notification } from '../../../contracts/notification-delivery.ts';
import { fitAlerts } from './fit-alerts.ts';

/** Standard Webhooks: "keep it below 20 kB". */
export const bodyBytesMax = 19_000;

/** The type of the event (Standard Webhooks 1.0), by which receivers choose. One type, one form of `data`: the notification. */
export function eventType({ kind, status }: Notification): string {
  switch (kind) {
    case 'alerts':
      return status === 'firing' ? 'alerts.firing' : 'alerts.resolved';
    case 'acknowledged':
      return 'alerts.acknowledged';
    case 'escalation':
      return 'alerts.escalated';
    case 'digest':
      return 'alerts.digest';
    case 'test':
      return 'channel.test';
  }
}

/** The body of Standard Webhooks: `timestamp` is that of the event, so that all attempts send the same bytes. */
export function standardBody(notification: Notification, createdAt: Date): string {
  const head = { type: eventType(notification), timestamp: createdAt.toISOString() };
  return fitAlerts(notification, bodyBytesMax, (data) => JSON.stringify({ ...head, data }));
}
