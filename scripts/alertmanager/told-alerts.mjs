const hour = 3_600_000;

/**
 * Two alerts of one rule as they are told: `ATL` and `ORD`, since an hour ago.
 *
 * @param {Date} now
 * @param {'ATL' | 'ORD'} airport
 * @param {boolean} over
 * @returns {import('../../functions/lib/contracts/notification-delivery.js').ToldAlert}
 */
export function toldAlert(now, airport, over = false) {
  const startedAt = new Date(now.getTime() - hour);
  return {
    alertId: `alr_${airport}`,
    fingerprint: airport,
    status: over ? 'resolved' : 'firing',
    acknowledged: false,
    name: 'Many departures',
    severity: 'critical',
    labels: { airport, 'run.way': '9L', note: 'a "quoted" word & ünö' },
    summary: `departures (${airport}) are above 60`,
    description: '',
    reason: '71 > 60',
    value: 71,
    threshold: 60,
    metricId: null,
    startedAt,
    firedAt: startedAt,
    resolvedAt: over ? now : null,
    crossing: null,
  };
}

/**
 * @param {import('../../functions/lib/contracts/notification-delivery.js').ToldAlert[]} alerts
 * @returns {import('../../functions/lib/contracts/notification-delivery.js').Notification}
 */
export const notificationOf = (alerts) => ({
  kind: 'alerts',
  status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
  groupKey: '{}:{alertname="Many departures"}',
  groupLabels: { alertname: 'Many departures' },
  routeName: 'Many departures',
  repeated: false,
  alerts,
  truncatedAlerts: 0,
  escalationStep: null,
});
