/**
 * @typedef {import('../../samples/load-samples.mjs').SampleSeries} SampleSeries
 * @typedef {import('../wire.mjs').MetricAnswer} MetricAnswer
 */

/**
 * Each sample with the metric that it became, where there is one.
 *
 * @param {readonly SampleSeries[]} samples
 * @param {readonly MetricAnswer[]} metrics
 * @returns {{ sample: SampleSeries, metric: MetricAnswer | undefined }[]}
 */
export function matchMetrics(samples, metrics) {
  const byIdentity = new Map(metrics.map((metric) => [identity(metric.key, metric.labels), metric]));
  return samples.map((sample) => ({
    sample,
    metric: byIdentity.get(identity(sample.metric, sample.labels)),
  }));
}

/**
 * @param {string} key
 * @param {Readonly<Record<string, string>>} labels
 */
function identity(key, labels) {
  return JSON.stringify([key, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
