import { stepMsOf } from '../report/step-of.mjs';
import { matchMetrics } from './match-metrics.mjs';

/**
 * @typedef {import('../wire.mjs').SeriesResult} SeriesResult
 * @typedef {import('../wire.mjs').MetricAnswer} MetricAnswer
 * @typedef {import('../wire.mjs').JobResult} JobResult
 * @typedef {import('./api-client.mjs').ApiClient} ApiClient
 */

/** History shown beside a forecast, as a multiple of the horizon, and in steps at least. */
const tailHorizons = 2.5;
const tailStepsMin = 60;

/**
 * Reads back what the API knows of each sample now: the metric, the forecast of its scheduled run, the end of its
 * history, its anomalies.
 *
 * @param {ApiClient} api
 * @param {readonly import('../../samples/load-samples.mjs').SampleSeries[]} samples
 * @param {JobResult['jobs']} jobs
 * @returns {Promise<SeriesResult[]>}
 */
export async function readSeriesResults(api, samples, jobs) {
  const metrics = /** @type {MetricAnswer[]} */ (await api.list('/v1/metrics'));
  const outcomes = new Map(
    jobs.flatMap(({ run }) => run.outcomes.map((outcome) => [outcome.metricId, outcome])),
  );
  /** @type {SeriesResult[]} */
  const results = [];
  for (const { sample, metric } of matchMetrics(samples, metrics)) {
    if (metric === undefined) throw new Error(`The API does not know the metric ${sample.metric} any more.`);
    const { metricId } = metric;
    const outcome = outcomes.get(metricId);
    const forecastId = outcome?.forecastId ?? null;
    /** @type {SeriesResult['forecast']} */
    const forecast = forecastId === null ? null : await api.get(`/v1/forecasts/${forecastId}`);
    const problem = forecast === null ? (outcome?.message ?? 'no job selects this series') : null;
    /** @type {SeriesResult['anomalies']} */
    const anomalies = await api.list(`/v1/anomalies?metricId=${metricId}`);
    const tail = forecast === null ? [] : await readTail(api, metric, forecast.horizon);
    results.push({ sample, metric, tail, forecast, problem, anomalies });
  }
  return results;
}

/**
 * @param {ApiClient} api
 * @param {MetricAnswer} metric
 * @param {number} horizon
 */
async function readTail(api, { metricId, lastPointAt, resolution }, horizon) {
  const steps = Math.max(tailStepsMin, Math.round(tailHorizons * horizon));
  const from = new Date(Date.parse(lastPointAt ?? '') - steps * stepMsOf(resolution)).toISOString();
  /** @type {{ points: { at: string, value: number }[] }} */
  const { points } = await api.get(`/v1/metrics/${metricId}/series?from=${from}&pageSize=10000`);
  return points.map(({ at, value }) => ({ at: Date.parse(at), value }));
}

/**
 * All alerts; those that are open with their timeline.
 *
 * @param {ApiClient} api
 * @returns {Promise<JobResult['alerts']>}
 */
export async function readAlerts(api) {
  const alerts = /** @type {JobResult['alerts']} */ (await api.list('/v1/alerts'));
  /** @type {JobResult['alerts']} */
  const read = [];
  for (const alert of alerts) {
    read.push(alert.open ? await api.get(`/v1/alerts/${alert.alertId}`) : { ...alert, timeline: [] });
  }
  return read;
}
