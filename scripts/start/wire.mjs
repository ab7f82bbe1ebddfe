/**
 * What the API answers, as JSON brings it: the types of the contracts with instants as text.
 *
 * @template T
 * @typedef {T extends Date ? string
 *   : T extends readonly (infer Item)[] ? Wire<Item>[]
 *   : T extends object ? { [Name in keyof T]: Wire<T[Name]> }
 *   : T} Wire
 */

/**
 * @typedef {Wire<import('../../functions/src/contracts/metric.ts').Metric> & { metricId: string }} MetricAnswer
 * @typedef {Wire<import('../../functions/src/contracts/forecast.ts').Forecast> & { forecastId: string }} ForecastAnswer
 * @typedef {Wire<import('../../functions/src/contracts/anomaly.ts').Anomaly> & { anomalyId: string }} AnomalyAnswer
 * @typedef {Wire<import('../../functions/src/contracts/alert.ts').Alert> & { alertId: string,
 *   timeline: (Wire<import('../../functions/src/contracts/alert.ts').AlertEvent> & { eventId: string })[] }} AlertAnswer
 * @typedef {Wire<import('../../functions/src/contracts/forecast-run.ts').ForecastRun> & { runId: string, jobId: string }} RunAnswer
 * @typedef {{ jobId: string, spec: import('../../functions/src/contracts/forecast-job.ts').ForecastJobSpec,
 *   status: Wire<import('../../functions/src/contracts/forecast-job.ts').ForecastJobStatus> | null }} JobAnswer
 * @typedef {Wire<import('../../functions/src/contracts/ingest.ts').IngestResponse>} IngestAnswer
 * @typedef {{ id: string, type: string, timestamp: string,
 *   data: Wire<import('../../functions/src/contracts/notification-delivery.ts').Notification> }} ReceivedMessage
 * a message of Standard Webhooks: `id` is that of the delivery
 */

/**
 * One series when all is done: the sample, and what the API says of it. `tail` is the end of its history; without a
 * forecast `problem` says why.
 *
 * @typedef {{ sample: import('../samples/load-samples.mjs').SampleSeries, metric: MetricAnswer,
 *   tail: { at: number, value: number }[], forecast: ForecastAnswer | null, problem: string | null,
 *   anomalies: AnomalyAnswer[] }} SeriesResult
 */

/**
 * What the main job did and found.
 *
 * @typedef {{ account: { email: string, organizationId: string, apiKey: string },
 *   ingestion: { points: number, rejected: number, requests: number, durationMs: number, byFormat: Record<string, number> },
 *   jobs: { job: JobAnswer, run: RunAnswer }[], series: SeriesResult[], alerts: AlertAnswer[],
 *   messages: ReceivedMessage[] }} JobResult
 */

export {};
