/**
 * @typedef {import('../../samples/load-samples.mjs').SampleSeries} SampleSeries
 */

const weekMs = 7 * 86_400_000;
const weeksLooked = 4;
const quantile = 0.9;

/**
 * The rules of the demonstration, one for each kind of condition. The threshold on departures comes from the data:
 * nine in ten hours of the last four weeks stayed at or below it, and the peak of a day does not.
 *
 * @param {readonly SampleSeries[]} samples
 */
export function alertRules(samples) {
  const busy = busyHour(samples);
  return [
    {
      name: `ATL departures above ${busy} an hour (its busiest tenth) within a day`,
      selector: { metric: 'flight_departures', labels: { airport: 'ATL' } },
      condition: {
        type: 'forecast-breach',
        direction: 'above',
        threshold: busy,
        withinSeconds: 24 * 3_600,
        probability: 0.8,
      },
      severity: 'warning',
      annotations: { description: `${busy}: nine in ten hours of the last four weeks had no more` },
    },
    {
      name: 'Humidity unlike itself',
      selector: { metric: 'sensor_humidity' },
      condition: { type: 'anomaly', minimumSeverity: 'high' },
      severity: 'critical',
    },
    {
      name: 'Humidity above 70% for 30 s',
      selector: { metric: 'sensor_humidity' },
      condition: { type: 'threshold', operator: '>', threshold: 70 },
      forSeconds: 30,
      severity: 'error',
    },
  ];
}

/** @param {readonly SampleSeries[]} samples */
function busyHour(samples) {
  const departures = samples.find(
    ({ metric, labels }) => metric === 'flight_departures' && labels.airport === 'ATL',
  );
  const points = departures?.points ?? [];
  const end = points.at(-1)?.at;
  if (end === undefined) throw new Error('The samples hold no departures of ATL.');
  const recent = points.filter(({ at }) => at > end - weeksLooked * weekMs).map(({ value }) => value);
  return nearestRank(recent, quantile);
}

/**
 * The smallest value that at least this share of all values does not exceed (nearest rank, R's type 1).
 *
 * @param {readonly number[]} values at least one
 * @param {number} share 0 to 1
 */
export function nearestRank(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  const found = sorted[rank - 1];
  if (found === undefined) throw new RangeError('a quantile requires at least one value');
  return found;
}
