/**
 * The totals of a rehearsal, as they are printed.
 *
 * @param {import('../../functions/lib/alerting/rehearsal/report-rehearsal.js').RehearsalReport} report
 * @param {{ from: Date, to: Date, names: ReadonlyMap<string, string | number> }} context
 */
export function summaryOf({ timeline, notifications, episodes, channels, forecast }, { from, to, names }) {
  const nameOf = (/** @type {string} */ metricId) => names.get(metricId) ?? metricId;
  const fired = episodes.filter(({ firedAt }) => firedAt !== null);
  return {
    ...{ from, to, series: names.size, transitions: timeline.length },
    fired: fired.length,
    firingSeconds: fired.reduce((sum, { firingSeconds }) => sum + firingSeconds, 0),
    episodes: episodes.map(({ metricId, alertId: _, ...episode }) => ({ id: nameOf(metricId), ...episode })),
    notifications: {
      sent: notifications.length,
      channels: channels.map(({ channelId, ...counts }) => ({ channel: channelId, ...counts })),
    },
    ...(forecast === null ? {} : { forecast: forecastOf(forecast, nameOf) }),
  };
}

/**
 * @param {NonNullable<import('../../functions/lib/alerting/rehearsal/report-rehearsal.js').RehearsalReport['forecast']>} score
 * @param {(metricId: string) => string | number} nameOf
 */
function forecastOf({ forecasts, breaches, falseAlarms, calibration }, nameOf) {
  return {
    forecasts,
    missed: breaches.filter(({ leadTimeSeconds }) => leadTimeSeconds === null).length,
    breaches: breaches.map(({ metricId, ...breach }) => ({ id: nameOf(metricId), ...breach })),
    falseAlarms: falseAlarms.map(({ metricId, firedAt }) => ({ id: nameOf(metricId), firedAt })),
    calibration,
  };
}
