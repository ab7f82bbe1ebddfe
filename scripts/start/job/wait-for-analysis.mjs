import { formatSeries } from '../report/format.mjs';
import { matchMetrics } from './match-metrics.mjs';
import { poll } from './poll.mjs';

const intervalMs = 1_000;
const timeoutMs = 300_000;

/**
 * Waits until the detector has seen every point of every sample.
 *
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {readonly import('../../samples/load-samples.mjs').SampleSeries[]} samples
 * @param {import('../progress.mjs').Progress} progress
 * @param {AbortSignal} signal
 */
export async function waitForAnalysis(api, samples, progress, signal) {
  /** @type {string[]} */
  let waiting = [];
  await poll(
    async () => {
      const metrics = /** @type {import('../wire.mjs').MetricAnswer[]} */ (await api.list('/v1/metrics'));
      waiting = matchMetrics(samples, metrics).flatMap(({ sample, metric }) =>
        isCaughtUp(sample, metric) ? [] : [formatSeries(sample.metric, sample.labels)],
      );
      progress.update(
        `Looking for anomalies: ${samples.length - waiting.length} of ${samples.length} series …`,
      );
      return waiting.length === 0 ? true : undefined;
    },
    {
      intervalMs,
      timeoutMs,
      signal,
      late: () => `The analysis has not caught up with ${waiting.join(', ')}.`,
    },
  );
}

/**
 * @param {import('../../samples/load-samples.mjs').SampleSeries} sample
 * @param {import('../wire.mjs').MetricAnswer | undefined} metric
 */
function isCaughtUp({ points }, metric) {
  const through = Date.parse(metric?.detection?.processedThrough ?? '');
  return metric?.pointCount === points.length && through >= (points.at(-1)?.at ?? 0);
}
