import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { suiteBackend } from '../../../scripts/start/backend.mjs';
import { demonstrate } from '../../../scripts/start/demonstrate.mjs';
import { WebhookReceiver } from '../../../scripts/start/job/receive-webhooks.mjs';
import { judgeAnomalies } from '../../../scripts/start/report/judge-anomalies.mjs';
import { renderSummary } from '../../../scripts/start/report/summary.mjs';
import type { JobResult, SeriesResult } from '../../../scripts/start/wire.mjs';
import {
  alertEventCollection,
  chunkCollection,
  collection,
  organizationDocument,
  runCollection,
} from '../../src/firestore/collections.ts';
import { emulatorFirestore } from '../support/firestore.ts';
import { keepTicking, type Ticking } from './support/keep-ticking.ts';

const silent = { update: () => undefined, done: () => undefined, clear: () => undefined };

describe('the main job on the emulator suite', () => {
  const backend = suiteBackend(inject('suite'));
  const receiver = new WebhookReceiver();
  let ticking: Ticking;
  let result: JobResult;
  let orgId: string;

  beforeAll(async () => {
    ticking = keepTicking(backend);
    await receiver.listen();
    result = await demonstrate({ backend, receiver, progress: silent, signal: ticking.signal });
    orgId = result.account.organizationId;
  });

  afterAll(async () => {
    await ticking.stop();
    await receiver.close();
  });

  const documents = async <K extends Parameters<typeof collection>[2]>(name: K) =>
    (await collection(emulatorFirestore(), orgId, name).get()).docs;

  const seriesOf = (key: string, labels: Record<string, string>): SeriesResult => {
    const found = result.series.find(
      ({ metric }) =>
        metric.key === key && Object.entries(labels).every(([name, value]) => metric.labels[name] === value),
    );
    if (found === undefined) throw new Error(`the result has no series ${key}`);
    return found;
  };

  it('leaves an organization with its owner and a key that is nowhere in full', async () => {
    const organization = (await organizationDocument(emulatorFirestore(), orgId).get()).data();
    expect(organization).toMatchObject({ name: 'Demo Airlines', status: 'active' });
    const members = await documents('user_org_memberships');
    expect(members.map((member) => member.data().role)).toEqual(['owner']);
    const [key] = await documents('api_keys');
    expect(key?.data()).toMatchObject({ name: 'demonstration', revokedAt: null });
    expect(JSON.stringify(key?.data())).not.toContain(result.account.apiKey);
  });

  it('leaves a metric document for each series that knows all of its points', async () => {
    const metrics = await documents('metrics');
    const counts = new Map(metrics.map((one) => [one.id, one.data().pointCount]));
    expect(counts).toEqual(
      new Map(result.series.map(({ sample, metric }) => [metric.metricId, sample.points.length])),
    );
    expect(result.series).toHaveLength(13);
  });

  it('keeps a series in a few chunk documents, each point once and as it was sent', async () => {
    const { sample, metric } = seriesOf('flight_departures', { airport: 'ATL' });
    const { docs } = await chunkCollection(emulatorFirestore(), orgId, metric.metricId).get();
    const stored = docs
      .flatMap((chunk) => Object.entries(chunk.data().points))
      .map(([at, value]) => ({ at: Date.parse(at), value }))
      .sort((a, b) => a.at - b.at);
    expect(stored).toEqual(sample.points);
    expect(docs.length).toBeLessThanOrEqual(8);
  });

  it('has run every job once by its schedule, with a forecast for each series', async () => {
    const jobs = await documents('forecast_jobs');
    expect(jobs).toHaveLength(4);
    let forecasts = 0;
    for (const job of jobs) {
      const { docs } = await runCollection(emulatorFirestore(), orgId, job.id).get();
      expect(docs.map((run) => run.data())).toMatchObject([{ trigger: 'schedule', state: 'completed' }]);
      const outcomes = docs.flatMap((run) => run.data().outcomes);
      expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['forecast']));
      forecasts += outcomes.length;
      expect(job.data().status).toMatchObject({ phase: 'scheduled', lastRun: { state: 'completed' } });
    }
    expect(forecasts).toBe(13);
    expect(await documents('forecasts')).toHaveLength(13);
  });

  it('forecasts departures better than the seasonal naive does, over the airports together', async () => {
    const errors = { ours: 0, naive: 0 };
    for (const airport of ['ATL', 'BOS', 'DFW', 'LAX', 'ORD']) {
      const { forecast } = seriesOf('flight_departures', { airport });
      const stored = await collection(emulatorFirestore(), orgId, 'forecasts')
        .doc(forecast?.forecastId ?? 'none')
        .get();
      const backtest = stored.data()?.card.backtest;
      errors.ours += backtest?.mase ?? Number.POSITIVE_INFINITY;
      errors.naive += backtest?.seasonalNaive.mase ?? 0;
      expect(stored.data()?.points, airport).toHaveLength(48);
    }
    expect(errors.ours).toBeLessThan(errors.naive);
  });

  it('finds the storm and the fault of the sensor', async () => {
    const stored = await documents('anomalies');
    const labelled = result.series.filter(({ sample }) => (sample.faults ?? []).length > 0);
    expect(labelled).toHaveLength(3);
    for (const { sample, metric, anomalies } of labelled) {
      expect(judgeAnomalies(anomalies, sample).missed, metric.key).toEqual([]);
      const own = stored.filter((anomaly) => anomaly.data().metricId === metric.metricId);
      expect(own.map(({ id }) => id).sort(), metric.key).toEqual(
        anomalies.map(({ anomalyId }) => anomalyId).sort(),
      );
    }
  });

  it('has an alert firing on the sensor and one on the forecast, each with its timeline', async () => {
    const firing = (await documents('alerts')).filter((alert) => alert.data().state === 'firing');
    const { metric: sensor } = seriesOf('sensor_humidity', { mote: '3' });
    const { metric: atlanta } = seriesOf('flight_departures', { airport: 'ATL' });
    expect(new Set(firing.map((alert) => alert.data().metricId))).toEqual(
      new Set([sensor.metricId, atlanta.metricId]),
    );
    for (const alert of firing) {
      const { docs } = await alertEventCollection(emulatorFirestore(), orgId, alert.id).orderBy('at').get();
      expect(docs.at(-1)?.data(), alert.data().summary).toMatchObject({ to: 'firing' });
    }
  });

  it('has told both by a signed webhook, and says so in their timelines', async () => {
    const firing = (await documents('alerts')).filter((alert) => alert.data().state === 'firing');
    const told = new Set(result.messages.flatMap(({ data }) => data.alerts.map(({ alertId }) => alertId)));
    for (const alert of firing) {
      expect(told, alert.data().summary).toContain(alert.id);
      const { docs } = await alertEventCollection(emulatorFirestore(), orgId, alert.id)
        .where('kind', '==', 'told')
        .get();
      const ids = docs.map((event) => event.data().deliveryId);
      expect(result.messages.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      expect(ids.length).toBeGreaterThan(0);
    }
  });

  it('tells all of it in the summary', () => {
    const summary = renderSummary(result, backend, { columns: 100, unicode: true, colour: false });
    expect(summary).toContain('flight_departures{airport="ATL"}');
    expect(summary).toContain('◀ the labelled storm');
    expect(summary).toContain('◀ the labelled introduced event');
    expect(summary).toContain('● firing');
    expect(summary).toContain(`Bearer ${result.account.apiKey}`);
  });
});
