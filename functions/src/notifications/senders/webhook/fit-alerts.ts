import type { Notification } from '../../../contracts/notification-delivery.ts';

/**
 * The longest body that holds as many of the alerts as fit into `bytesMax` bytes, those before others, and counts the
 * rest; where not even the first fits with its description, without descriptions.
 */
export function fitAlerts(
  notification: Notification,
  bytesMax: number,
  render: (fitted: Notification) => string,
): string {
  const whole = firstThatFit(notification, bytesMax, render);
  if (whole.kept > 0 || notification.alerts.length === 0) return whole.body;
  const terse = notification.alerts.map((alert) => ({ ...alert, description: '' }));
  return firstThatFit({ ...notification, alerts: terse }, bytesMax, render).body;
}

/** By halving: bodies grow with their alerts. */
function firstThatFit(
  notification: Notification,
  bytesMax: number,
  render: (fitted: Notification) => string,
) {
  const withFirst = (count: number) => {
    const left = notification.alerts.length - count;
    return render({
      ...notification,
      alerts: notification.alerts.slice(0, count),
      truncatedAlerts: notification.truncatedAlerts + left,
    });
  };
  const fits = (body: string) => Buffer.byteLength(body) <= bytesMax;
  let [kept, tooMany] = [0, notification.alerts.length + 1];
  while (tooMany - kept > 1) {
    const middle = Math.floor((kept + tooMany) / 2);
    if (fits(withFirst(middle))) kept = middle;
    else tooMany = middle;
  }
  return { kept, body: withFirst(kept) };
}
