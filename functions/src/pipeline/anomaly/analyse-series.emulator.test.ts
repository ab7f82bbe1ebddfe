import { FieldValue } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { alertEventCollection, analysisDocument, collection } from '../../firestore/collections.ts';
import { createAlertRule } from '../alert/create-alert-rule.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { getMetric } from '../store/get-metric.ts';
import { analyseSeries } from './analyse-series.ts';
import { listAnomalies } from './list-anomalies.ts';

type Pair = readonly [at: number, value: number];

const hour = 3_600_000;
const metricId = metricIdOf('load', {});
const end = Date.parse('2026-11-21T11:00:00Z');

/** Hourly load with a daily season and a little repeatable noise, ending at `end`; `spikes` are hours before the end. */
function load(hours: number, spikes: readonly number[] = []): Pair[] {
  return Array.from({ length: hours }, (_, index): Pair => {
    const before = hours - 1 - index;
    const instant = end - before * hour;
    const season = 20 * Math.sin((2 * Math.PI * (instant / hour)) / 24);
    const noise = ((index * 7919) % 97) / 97 - 0.5;
    return [instant, 100 + season + noise + (spikes.includes(before) ? 90 : 0)];
  });
}

async function ingest(ctx: TestCtx, points: readonly Pair[]): Promise<void> {
  await ingestJson({ ctx, input: { body: { series: [{ metric: 'load', points }], timestampUnit: 'ms' } } });
}

/** Delivers what was enqueued, as the task queue would. */
async function deliver(ctx: TestCtx): Promise<void> {
  for (const task of ctx.tasks.analyses.splice(0)) {
    for (const input of task.series) await analyseSeries({ ctx, input });
  }
}

const anomaliesOf = async (ctx: TestCtx) => (await listAnomalies({ ctx, input: { pageSize: 50 } })).items;

describe('analyseSeries', () => {
  it('says on the metric document what a person wants to know', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 28));
    await deliver(ctx);
    expect(await getMetric({ ctx, input: { metricId } })).toMatchObject({
      resolution: { label: 'hourly', unit: 'millisecond', count: hour },
      seasonLengths: [24],
      firstPointAt: new Date(end - (24 * 28 - 1) * hour),
      lastPointAt: new Date(end),
      pointCount: 24 * 28,
      detection: { status: 'watching', processedThrough: new Date(end), anomalies: 0 },
    });
  });

  it('finds a spike and says why, in one document', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 28, [30]));
    await deliver(ctx);
    const anomalies = await anomaliesOf(ctx);
    expect(anomalies).toHaveLength(1);
    expect(anomalies[0]).toMatchObject({ metricId, kind: 'spike', startAt: new Date(end - 30 * hour) });
    expect(anomalies[0]?.explanation).toMatch(
      new RegExp(
        `^value .* is above the expected band .* by the ${anomalies[0]?.expert}: what .* one each hour`,
      ),
    );
    expect(anomalies[0]?.value).toBeGreaterThan(anomalies[0]?.upper ?? Number.POSITIVE_INFINITY);
  });

  it('says in which unit its numbers are', async () => {
    const ctx = testContext();
    const series = [{ metric: 'load', unit: 'requests', points: load(24 * 28, [30]) }];
    await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
    await deliver(ctx);
    expect((await anomaliesOf(ctx))[0]?.explanation).toMatch(/; values in requests$/);
  });

  it('reads an anomaly that was written before experts were named', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 28, [30]));
    await deliver(ctx);
    const [anomaly] = await anomaliesOf(ctx);
    expect(anomaly?.expert).not.toBeNull();
    const { path } = collection(ctx.db.firestore, ctx.orgId, 'anomalies').doc(anomaly?.anomalyId ?? '');
    await ctx.db.firestore.doc(path).update({ expert: FieldValue.delete() });
    expect(await anomaliesOf(ctx)).toMatchObject([{ anomalyId: anomaly?.anomalyId, expert: null }]);
  });

  it('finds the same in one batch and point by point', async () => {
    const points = load(24 * 21, [5, 30]);
    const whole = testContext();
    await ingest(whole, points);
    await deliver(whole);
    const stream = testContext();
    await ingest(stream, points.slice(0, -40));
    await deliver(stream);
    for (const point of points.slice(-40)) {
      await ingest(stream, [point]);
      await deliver(stream);
    }
    const strip = ({
      anomalyId,
      startAt,
      endAt,
      score,
      points: count,
    }: Awaited<ReturnType<typeof anomaliesOf>>[number]) => ({ anomalyId, startAt, endAt, score, count });
    expect((await anomaliesOf(stream)).map(strip)).toEqual((await anomaliesOf(whole)).map(strip));
    const [a, b] = await Promise.all(
      [whole, stream].map((ctx) => analysisDocument(ctx.db.firestore, ctx.orgId, metricId).get()),
    );
    expect(b?.data()?.detector).toBe(a?.data()?.detector);
  });

  it('changes nothing when a task is delivered again, and writes nothing', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 21, [3]));
    const [task] = ctx.tasks.analyses;
    await deliver(ctx);
    const before = [await getMetric({ ctx, input: { metricId } }), await anomaliesOf(ctx)];
    const again = at(ctx, new Date(ctx.now.getTime() + 60_000));
    for (const input of task?.series ?? []) await analyseSeries({ ctx: again, input });
    expect([await getMetric({ ctx, input: { metricId } }), await anomaliesOf(ctx)]).toEqual(before);
    expect(again.db.meter.writes).toBe(0);
  });

  it('two workers on the same series at once come to one result', async () => {
    const ctx = testContext();
    await ingest(ctx, load(24 * 21, [3]));
    const series = ctx.tasks.analyses.splice(0).flatMap((task) => task.series);
    await Promise.all([...series, ...series, ...series].map((input) => analyseSeries({ ctx, input })));
    expect(await anomaliesOf(ctx)).toHaveLength(1);
    expect(await getMetric({ ctx, input: { metricId } })).toMatchObject({
      pointCount: 24 * 21,
      detection: { anomalies: 1 },
    });
  });

  it('counts late points, and replays when history arrives after the present', async () => {
    const ctx = testContext();
    const points = load(24 * 28, [30]);
    await ingest(ctx, points.slice(-24 * 3));
    await deliver(ctx);
    expect(await anomaliesOf(ctx)).toHaveLength(0);
    await ingest(ctx, points.slice(0, -24 * 3));
    await deliver(ctx);
    expect(await anomaliesOf(ctx)).toHaveLength(1);
    expect(await getMetric({ ctx, input: { metricId } })).toMatchObject({
      pointCount: points.length,
      firstPointAt: new Date(points[0]?.[0] ?? 0),
    });
    await ingest(ctx, [[end - 10 * hour + 60_000, 100]]);
    await deliver(ctx);
    expect(await getMetric({ ctx, input: { metricId } })).toMatchObject({ pointCount: points.length + 1 });
  });

  it('costs two reads, the chunks of what is new, and two writes when nothing is found', async () => {
    const ctx = testContext();
    const points = load(24 * 28);
    await ingest(ctx, points.slice(0, -1));
    await deliver(ctx);
    await ingest(ctx, points.slice(-1));
    const warm = at(ctx, ctx.now);
    for (const input of ctx.tasks.analyses.flatMap((task) => task.series))
      await analyseSeries({ ctx: warm, input });
    // metric, state, one chunk; two for rules of the organization
    expect([warm.db.meter.reads, warm.db.meter.writes]).toEqual([5, 2]);
  });

  it('lays a live series out anew once its spacing is known', async () => {
    const ctx = testContext();
    for (const point of load(30)) {
      await ingest(ctx, [point]);
      await deliver(ctx);
    }
    expect((await getMetric({ ctx, input: { metricId } })).layout).toEqual({ span: 'month', generation: 2 });
  });

  it('fires a rule on the newest points, with a timeline', async () => {
    const ctx = testContext();
    await createAlertRule({
      ctx,
      input: {
        name: 'load above 150',
        enabled: true,
        selector: { metric: 'load', labels: {} },
        condition: { type: 'threshold', operator: '>', threshold: 150 },
        forSeconds: 0,
        recovery: null,
        noData: null,
        severity: 'critical',
        labels: {},
        annotations: {},
        notify: null,
      },
    });
    await ingest(ctx, load(24 * 21, [0]));
    await deliver(ctx);
    const alerts = await collection(ctx.db.firestore, ctx.orgId, 'alerts').get();
    expect(alerts.docs.map((document) => document.data())).toMatchObject([
      { state: 'firing', open: true, metricId },
    ]);
    const events = await alertEventCollection(ctx.db.firestore, ctx.orgId, alerts.docs[0]?.id ?? '').get();
    expect(events.docs.map((document) => document.data().to)).toContain('firing');
  });

  it('touches no other organization', async () => {
    const ctx = testContext();
    const other = testContext();
    await ingest(ctx, load(24 * 21, [3]));
    await deliver(ctx);
    const task = { metricId, from: end, to: end };
    expect(await analyseSeries({ ctx: other, input: task })).toEqual({ anomalies: [], alerts: [] });
    expect(other.db.meter.writes).toBe(0);
    expect(await anomaliesOf(other)).toEqual([]);
  });
});
