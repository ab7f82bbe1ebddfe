import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import type { DetectionSettingsPatch } from '../../contracts/detection-settings.ts';
import { analysisDocument } from '../../firestore/collections.ts';
import { collectionPath } from '../../firestore/paths.ts';
import { createAlertRule } from '../alert/create-alert-rule.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { getMetric } from '../store/get-metric.ts';
import { updateMetric } from '../store/update-metric.ts';
import { analyseSeries } from './analyse-series.ts';
import { detectFromRequest } from './detect-request.ts';
import { listAnomalies } from './list-anomalies.ts';

type Pair = readonly [at: number, value: number];

const hour = 3_600_000;
const metricId = metricIdOf('load', {});
const end = Date.parse('2026-11-21T11:00:00Z');
const hours = 28 * 24;

/** Hourly load with a daily season and repeatable noise; `spike` is added to the last hour but two. */
function load(spike: number): Pair[] {
  return Array.from({ length: hours }, (_, index): Pair => {
    const instant = end - (hours - 1 - index) * hour;
    const noise = ((index * 7919) % 97) / 97 - 0.5;
    const season = 20 * Math.sin((2 * Math.PI * (instant / hour)) / 24);
    return [instant, 100 + season + noise + (index === hours - 3 ? spike : 0)];
  });
}

const large = 90;

async function ingest(ctx: TestCtx, batch: readonly Pair[]): Promise<void> {
  const series = [{ metric: 'load', points: batch }];
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
}

async function deliver(ctx: TestCtx): Promise<void> {
  for (const task of ctx.tasks.analyses.splice(0))
    for (const input of task.series) await analyseSeries({ ctx, input });
}

async function analyse(ctx: TestCtx, batch: readonly Pair[]): Promise<void> {
  await ingest(ctx, batch);
  await deliver(ctx);
}

/** What analysing a batch reads; 5 are metric, state, one chunk, and two for rules of the organization. */
async function readsOf(ctx: TestCtx, batch: readonly Pair[]): Promise<number> {
  await ingest(ctx, batch);
  const metered = { ...at(ctx, ctx.now), tasks: ctx.tasks };
  await deliver(metered);
  return metered.db.meter.reads;
}

const ask = (ctx: TestCtx, own: { sensitivity?: number } = {}) =>
  detectFromRequest({ ctx, input: { metricId, includeScores: true, ...own } });

const settle = (ctx: TestCtx, detectionSettings: DetectionSettingsPatch | null) =>
  updateMetric({ ctx, input: { metricId, patch: { detectionSettings } } });
const metricOf = (ctx: TestCtx) => getMetric({ ctx, input: { metricId } });
const anomaliesOf = async (ctx: TestCtx) => (await listAnomalies({ ctx, input: { pageSize: 50 } })).items;
const stateOf = async (ctx: TestCtx) =>
  (await analysisDocument(ctx.db.firestore, ctx.orgId, metricId).get()).data();
const metricDocument = (ctx: TestCtx) =>
  ctx.db.firestore.doc(`${collectionPath(ctx.orgId, 'metrics')}/${metricId}`);

/** A series up to the last four hours, settled, then the rest. */
async function settled(
  settings: DetectionSettingsPatch | null,
  spike: number,
): Promise<{ ctx: TestCtx; rest: readonly Pair[] }> {
  const ctx = testContext();
  const points = load(spike);
  await analyse(ctx, points.slice(0, -4));
  await settle(ctx, settings);
  return { ctx, rest: points.slice(-4) };
}

describe('updateMetric', () => {
  it('merges, takes back with null, and says what counts', async () => {
    const { ctx } = await settled({ sensitivity: 0.8, timeZone: 'Europe/Vienna' }, 0);
    expect((await metricOf(ctx)).detectionSettings).toEqual({
      enabled: true,
      sensitivity: 0.8,
      seasonLengths: null,
      timeZone: 'Europe/Vienna',
    });
    const answer = await settle(ctx, { enabled: false, timeZone: null });
    expect(answer).toEqual(await metricOf(ctx));
    expect(answer.detectionSettings).toMatchObject({ enabled: false, sensitivity: 0.8, timeZone: null });
    await settle(ctx, null);
    expect((await metricDocument(ctx).get()).get('detectionSettings')).toBeNull();
  });

  it('writes nothing for a patch of nothing', async () => {
    const { ctx } = await settled(null, 0);
    const metered = at(ctx, ctx.now);
    await updateMetric({ ctx: metered, input: { metricId, patch: {} } });
    expect(metered.db.meter.writes).toBe(0);
  });

  it('keeps of settings that were edited by hand what is right', async () => {
    const { ctx } = await settled(null, 0);
    await metricDocument(ctx).update({ detectionSettings: { sensitivity: 0.9, enabled: 'no' } });
    await settle(ctx, { seasonLengths: [24] });
    expect((await metricDocument(ctx).get()).get('detectionSettings')).toEqual({
      enabled: true,
      sensitivity: 0.9,
      seasonLengths: [24],
      timeZone: null,
    });
  });

  it('needs the permission, and finds no metric of another organization', async () => {
    const { ctx } = await settled(null, 0);
    const input = { metricId, patch: { detectionSettings: { enabled: false } } };
    const reader = { ...ctx, permissions: new Set(['metrics:read'] as const) };
    await expect(updateMetric({ ctx: reader, input })).rejects.toMatchObject({ code: 'permission-denied' });
    await expect(updateMetric({ ctx: testContext(), input })).rejects.toMatchObject({ code: 'not-found' });
    expect((await metricOf(ctx)).detectionSettings.enabled).toBe(true);
  });
});

describe('sensitivity', () => {
  it('counts from the next batch on, without a replay', async () => {
    const { ctx, rest } = await settled({ sensitivity: 1 }, large);
    expect(JSON.parse((await stateOf(ctx))?.detector ?? '').options.sensitivity).toBe(0.5);
    expect(await readsOf(ctx, rest)).toBe(5);
    const { options, seen } = JSON.parse((await stateOf(ctx))?.detector ?? '');
    expect([options.sensitivity, seen]).toEqual([1, hours]);
    const [anomaly] = await anomaliesOf(ctx);
    const asked = await ask(ctx, { sensitivity: 1 });
    const peak = asked.scores?.find(({ at: instant }) => instant.getTime() === end - 2 * hour);
    expect([anomaly?.lower, anomaly?.upper]).toEqual([peak?.lower, peak?.upper]);
  });

  it('is the default of a question about the series, and a question may have its own', async () => {
    const { ctx, rest } = await settled({ sensitivity: 1 }, large);
    await analyse(ctx, rest);
    expect(await ask(ctx)).toEqual(await ask(ctx, { sensitivity: 1 }));
    expect(await ask(ctx)).not.toEqual(await ask(ctx, { sensitivity: 0.5 }));
  });
});

describe('seasons and time zone', () => {
  it.each([{ seasonLengths: [24] }, { timeZone: 'Europe/Vienna' }])(
    'replay the series when they change, once: %j',
    async (settings) => {
      const { ctx, rest } = await settled(settings, large);
      await analyse(ctx, rest.slice(0, 2));
      const state = await stateOf(ctx);
      expect(state?.seasonSettings).toEqual({ seasonLengths: null, timeZone: null, ...settings });
      expect(JSON.parse(state?.detector ?? '').options).toMatchObject(settings);
      expect(JSON.parse(state?.detector ?? '').seen).toBe(hours - 2);
      expect(await readsOf(ctx, rest.slice(2, 3))).toBe(5);
      expect(await anomaliesOf(ctx)).toHaveLength(1);
    },
  );
});

describe('detection that is switched off', () => {
  it('finds nothing and says so, while points are counted and rules are evaluated', async () => {
    const { ctx, rest } = await settled({ enabled: false }, large);
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
    await analyse(ctx, rest.slice(0, 2));
    expect(await anomaliesOf(ctx)).toEqual([]);
    expect((await ctx.db.firestore.collection(collectionPath(ctx.orgId, 'alerts')).get()).size).toBe(1);
    await analyse(ctx, rest.slice(2));
    expect(await metricOf(ctx)).toMatchObject({
      pointCount: hours,
      lastPointAt: new Date(end),
      detection: { status: 'off', processedThrough: new Date(end), anomalies: 0 },
    });
  });

  it('is off from the first point, and reads no more than with it', async () => {
    const ctx = testContext();
    const points = load(0);
    await ingest(ctx, points.slice(0, -1));
    await settle(ctx, { enabled: false });
    await deliver(ctx);
    expect(await readsOf(ctx, points.slice(-1))).toBe(5);
    expect((await metricOf(ctx)).detection?.status).toBe('off');
  });

  it('replays once it is on again, and judges what happened meanwhile', async () => {
    const { ctx, rest } = await settled({ enabled: false }, large);
    await analyse(ctx, rest.slice(0, 3));
    await settle(ctx, { enabled: null });
    await analyse(ctx, rest.slice(3));
    expect(await anomaliesOf(ctx)).toHaveLength(1);
    expect(await metricOf(ctx)).toMatchObject({
      pointCount: hours,
      detection: { status: 'watching', anomalies: 1 },
    });
  });
});

describe('settings that were edited by hand', () => {
  it.each([
    ['a word', 'off', '/detectionSettings'],
    ['a sensitivity in percent', { sensitivity: 70 }, '/detectionSettings/sensitivity'],
    ['a reference', { timeZone: new Date(0) }, '/detectionSettings/timeZone'],
  ])('and are wrong do not stop the analysis, and it says so: %s', async (_, detectionSettings, pointer) => {
    const { ctx, rest } = await settled(null, large);
    await metricDocument(ctx).update({ detectionSettings });
    await analyse(ctx, rest);
    expect(await anomaliesOf(ctx)).toHaveLength(1);
    const metric = await metricOf(ctx);
    expect(metric.detectionSettings).toMatchObject({ enabled: true, sensitivity: 0.5 });
    expect(metric.detection?.problems).toEqual([
      { pointer, detail: expect.stringContaining('the default is used') },
    ]);
    expect((await metricDocument(ctx).get()).get('detectionSettings')).not.toBeNull();
  });
});
