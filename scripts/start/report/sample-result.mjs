/**
 * A result of the main job for tests of the report: one series with everything, one with nothing.
 *
 * @returns {import('../wire.mjs').JobResult}
 */
export function sampleResult() {
  const departures = metric('met_1', 'flight_departures', { airport: 'BOS' });
  const humidity = metric('met_2', 'sensor_humidity', {});
  return {
    account: { email: 'ada@example.com', organizationId: 'org_1', apiKey: 'iv_key' },
    ingestion: {
      points: 1_234,
      rejected: 0,
      requests: 2,
      durationMs: 2_500,
      byFormat: { CSV: 1_200, JSON: 34 },
    },
    jobs: [{ job: job(), run: run() }],
    series: [
      {
        sample: sample(departures, [{ from: at(2), to: at(4), kind: 'storm' }], false),
        metric: departures,
        tail: [1, 2, 3, 4].map((value, hour) => ({ at: at(hour), value })),
        forecast: forecast(),
        problem: null,
        anomalies: [anomaly('ano_1', at(3), at(5)), { ...anomaly('ano_2', at(20), at(20)), severity: 'low' }],
      },
      {
        sample: sample(humidity, [], true),
        metric: humidity,
        tail: [],
        forecast: null,
        problem: 'too short',
        anomalies: [anomaly('ano_3', at(8), null)],
      },
      {
        sample: sample(metric('met_3', 'sensor_humidity', { mote: '4' }), undefined, undefined),
        metric: metric('met_3', 'sensor_humidity', { mote: '4' }),
        tail: [],
        forecast: forecast(),
        problem: null,
        anomalies: [],
      },
    ],
    alerts: [alert('firing', true), { ...alert('resolved', false), alertId: 'alr_2', timeline: [] }],
    messages: [],
  };
}

const at = (/** @type {number} */ hour) => Date.UTC(2026, 10, 21, hour);
const iso = (/** @type {number} */ ms) => new Date(ms).toISOString();

/**
 * @param {string} metricId
 * @param {string} key
 * @param {Record<string, string>} labels
 * @returns {import('../wire.mjs').MetricAnswer}
 */
const metric = (metricId, key, labels) => ({
  ...{ metricId, key, labels, unit: 'flights', kind: 'delta' },
  resolution: { label: 'hourly', unit: 'millisecond', count: 3_600_000 },
  seasonLengths: [24, 168],
  ...{ firstPointAt: iso(at(0)), lastPointAt: iso(at(3)), lastValue: 4, pointCount: 1_200 },
  ...{ retentionDays: null, layout: { span: 'month', generation: 1 } },
  ...{ latestForecast: null, detection: null, feedback: null },
  detectionSettings: { enabled: true, sensitivity: 0.5, seasonLengths: null, timeZone: null },
  ...{ createdAt: iso(at(0)), updatedAt: iso(at(0)) },
});

/**
 * @param {import('../wire.mjs').MetricAnswer} of
 * @param {{ from: number, to: number, kind: string }[] | undefined} faults
 * @param {boolean | undefined} faultsComplete
 * @returns {import('../wire.mjs').SeriesResult['sample']}
 */
const sample = ({ key, labels }, faults, faultsComplete) => ({
  ...{ metric: key, labels, unit: 'flights', kind: 'delta', points: [] },
  ...{ description: '', source: '', licence: '', file: '' },
  ...(faults && { faults }),
  ...(faultsComplete !== undefined && { faultsComplete }),
});

/** @returns {import('../wire.mjs').ForecastAnswer} */
const forecast = () => ({
  ...{ forecastId: 'fct_1', metricId: 'met_1', metricKey: 'flight_departures', labels: {}, unit: 'flights' },
  ...{ jobId: 'job_1', runId: 'run_1', backend: 'statistical', horizon: 2, levels: [80, 95], quantiles: [] },
  ...{ sumId: null, hierarchy: null, expireAt: null },
  ...{ madeAt: iso(at(4)), from: iso(at(4)), to: iso(at(5)), errorCorrelation: 0 },
  ...{ distribution: null, crossings: [] },
  points: [5, 6].map((mean, step) => ({
    ...{ at: iso(at(4 + step)), mean, standardDeviation: 1 },
    intervals: [
      { level: 80, lower: mean - 1, upper: mean + 1 },
      { level: 95, lower: mean - 2, upper: mean + 2 },
    ],
  })),
  card: {
    asked: null,
    explanation: null,
    model: 'ensemble',
    weights: [
      { name: 'ses', weight: 0.4 },
      { name: 'theta', weight: 0.6 },
    ],
    candidates: [],
    history: {
      ...{ from: iso(at(0)), to: iso(at(3)), observed: 4, gridLength: 4, gapsFilled: 0, duplicates: 0 },
      resolution: { label: 'hourly', unit: 'millisecond', count: 3_600_000 },
      ...{ timeZone: 'UTC', repairs: [], repairCount: 0, newestAt: iso(at(3)) },
      ...{ seasonLengths: [24, 168], lastValue: null, inputHash: '' },
    },
    backtest: {
      ...{ origins: 7, horizon: 2, mase: 0.6, smape: 0.1, bias: 0 },
      seasonalNaive: { mase: 0.8, smape: 0.2 },
      coverage: [
        { level: 80, empirical: 0.82 },
        { level: 95, empirical: 0.9 },
      ],
    },
    ...{ cautions: [], engineVersion: '1', durationMs: 12, cost: { documentReads: 8, documentWrites: 2 } },
  },
});

/**
 * @param {string} anomalyId
 * @param {number} startAt
 * @param {number | null} endAt
 * @returns {import('../wire.mjs').AnomalyAnswer}
 */
const anomaly = (anomalyId, startAt, endAt) => ({
  ...{ anomalyId, metricId: 'met_1', metricKey: 'flight_departures', labels: {}, unit: null },
  ...{ startAt: iso(startAt), peakAt: iso(startAt), endAt: endAt === null ? null : iso(endAt) },
  ...{ points: 3, kind: 'dip', expert: 'weekly season', severity: 'high', score: 0.912 },
  ...{ value: 1, expected: 20, lower: 10, upper: 30 },
  ...{ explanation: 'value 1 is below the expected band 10 to 30', extent: null, detectorVersion: '1' },
  ...{ contributionSummary: 'all 4 others fell too', contributions: [], siblings: null },
  ...{ label: null, labelledBy: null, labelledAt: null, detectedAt: iso(startAt), supersededAt: null },
});

/** @returns {import('../wire.mjs').JobAnswer} */
const job = () => ({
  jobId: 'job_1',
  spec: {
    ...{ name: 'Departures', selector: { metric: 'flight_departures', labels: {} }, schedule: '4 * * * *' },
    ...{ timeZone: 'UTC', paused: false, catchUp: 'latest', horizon: 2, levels: [80, 95] },
    ...{ backend: 'auto', model: 'auto' },
  },
  status: null,
});

/** @returns {import('../wire.mjs').RunAnswer} */
const run = () => ({
  ...{ runId: 'run_1', jobId: 'job_1', trigger: 'schedule', scheduledFor: iso(at(4)), state: 'completed' },
  ...{
    message: '',
    attempt: 1,
    requestedBy: '',
    createdAt: iso(at(4)),
    startedAt: null,
    finishedAt: iso(at(4)),
  },
  ...{ leaseOwner: null, leaseExpiresAt: null, durationMs: 1_700, cost: null },
  ...{ cancelledAt: null, cancelledBy: null, log: null, waits: 0, expireAt: null },
  ...{ counts: null, progress: null },
  outcomes: [
    { metricId: 'met_1', outcome: 'forecast', reason: null, forecastId: 'fct_1', message: '' },
    { metricId: 'met_2', outcome: 'failed', reason: 'error', forecastId: null, message: 'too short' },
  ],
});

/**
 * @param {import('../wire.mjs').AlertAnswer['state']} state
 * @param {boolean} open
 * @returns {import('../wire.mjs').AlertAnswer}
 */
const alert = (state, open) => ({
  ...{ alertId: 'alr_1', fingerprint: '', open, state, ruleId: 'rul_1', ruleName: 'Too few departures' },
  ...{ jobId: null, jobName: null },
  ...{ metricId: 'met_1', metricKey: 'flight_departures', labels: { airport: 'BOS' }, severity: 'critical' },
  ...{ summary: '', description: '', reason: '1 is below 10', value: 1, threshold: 10, crossing: null },
  ...{ anomalyId: null, startedAt: iso(at(3)), firedAt: null, acknowledgedAt: null, acknowledgedBy: null },
  ...{ resolvedAt: null, evaluatedThrough: iso(at(3)), undecidedAt: null, updatedAt: iso(at(3)) },
  ...{ resolvedBy: null, awaitsClear: false, beneathSilence: null, silencedBy: [], silencedUntil: null },
  ...{ assignedTo: null, groupIds: [], eventCount: 2, calmSince: null },
  timeline: [event('evt_2', 3, 'pending', 'firing'), event('evt_1', 2, 'inactive', 'pending')],
});

/**
 * @param {string} eventId
 * @param {number} hour
 * @param {import('../wire.mjs').AlertAnswer['state']} from
 * @param {import('../wire.mjs').AlertAnswer['state']} to
 */
const event = (eventId, hour, from, to) => ({
  ...{ eventId, kind: /** @type {const} */ ('state'), channelId: null, deliveryId: null },
  ...{ sequence: null, beneathSilence: null, silencedBy: [], assignedTo: null },
  ...{ at: iso(at(hour)), from, to, reason: '', actor: '', value: null, recordedAt: iso(at(hour)) },
});
