/**
 * One transition as it is printed, with who was told of it, or was not, until the next of its alert. `notification` is the
 * same where one message tells of several alerts.
 *
 * @param {import('../../functions/lib/alerting/rehearsal/timeline.js').TimelineEntry} entry
 * @param {ReadonlyMap<string, string | number>} names of the series as the file has them
 */
export function timelineLine({ metricId, at, from, to, reason, value, sent, withheld }, names) {
  return JSON.stringify({
    id: names.get(metricId) ?? metricId,
    ...{ at, from, to, reason, value },
    sent: sent.map((notice) => ({
      at: notice.at,
      channel: notice.channelId,
      kind: notice.kind,
      reason: notice.reason,
      notification: notice.notification,
    })),
    withheld: withheld.map((notice) => ({ at: notice.at, channel: notice.channelId, reason: notice.reason })),
  });
}
