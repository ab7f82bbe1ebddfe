import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import { type ForecastSketch, storeForecast } from '../../../../test/support/stored-forecasts.ts';
import { analysisDocument, collection } from '../../../firestore/collections.ts';
import { collectionPath } from '../../../firestore/paths.ts';
import { ingestJson } from '../../ingest/ingest-json.ts';
import { metricIdOf } from '../../normalise/metric-id.ts';
import { getMetric } from '../../store/get-metric.ts';
import { analyseSeries } from '../analyse-series.ts';
import { detectFromRequest } from '../detect-request.ts';
import { listAnomalies } from '../list-anomalies.ts';

type Pair = readonly [at: number, value: number];

const hour = 3_600_000;
const day = 24 * hour;
const metricId = metricIdOf('load', {});
const end = Date.parse('2026-11-21T11:00:00Z');
/** From when on the shop is closed, to the end. */
const holiday = end - 11 * hour;
const dip = -70;

const usual = (instant: number) => 100 + 20 * Math.sin((2 * Math.PI * (instant / hour)) / 24);
const planned = (instant: number) => usual(instant) + (instant >= holiday ? dip : 0);

/** Hourly load of 28 days with a little repeatable noise, low on the holiday. */
const points = Array.from({ length: 28 * 24 }, (_, index): Pair => {
  const instant = end - (28 * 24 - 1 - index) * hour;
  return [instant, planned(instant) + ((index * 7919) % 97) / 97 - 0.5];
});
const before = points.filter(([instant]) => instant < holiday);
const after = points.filter(([instant]) => instant >= holiday);

/** Two days from the eve of the holiday on, by somebody who knows of it. */
const forecast: ForecastSketch = {
  metricId,
  from: holiday - 12 * hour,
  medians: Array.from({ length: 48 }, (_, step) => planned(holiday + (step - 12) * hour)),
};

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

/** A series up to the holiday, with these forecasts; then the holiday, in one batch. */
async function withForecasts(...sketches: readonly ForecastSketch[]): Promise<TestCtx> {
  const ctx = testContext();
  await analyse(ctx, before);
  for (const sketch of sketches) await storeForecast(ctx, sketch);
  await analyse(ctx, after);
  return ctx;
}

const anomaliesOf = async (ctx: TestCtx) => (await listAnomalies({ ctx, input: { pageSize: 50 } })).items;
const problemsOf = async (ctx: TestCtx) =>
  (await getMetric({ ctx, input: { metricId } })).detection?.problems;

describe('a holiday', () => {
  it('is an anomaly where there is no forecast', async () => {
    expect(await anomaliesOf(await withForecasts())).not.toEqual([]);
  });

  it('is none where a forecast expected it', async () => {
    const ctx = await withForecasts(forecast);
    expect(await anomaliesOf(ctx)).toEqual([]);
    expect(await problemsOf(ctx)).toEqual([]);
  });

  it('is an anomaly where the forecast did not expect it', async () => {
    const medians = forecast.medians.map((_, step) => usual(forecast.from + step * hour));
    expect(await anomaliesOf(await withForecasts({ ...forecast, medians }))).not.toEqual([]);
  });

  it('is an anomaly where the forecast was made afterwards', async () => {
    expect(await anomaliesOf(await withForecasts({ ...forecast, madeAt: end + 1 }))).not.toEqual([]);
  });

  it('is an anomaly where the forecast ends before it', async () => {
    const medians = forecast.medians.slice(0, 8);
    expect(await anomaliesOf(await withForecasts({ ...forecast, medians }))).not.toEqual([]);
  });

  it('is an anomaly where the forecast is of other steps', async () => {
    const daily = { ...forecast, stepMs: day, medians: [30, 30, 30] };
    expect(await anomaliesOf(await withForecasts(daily))).not.toEqual([]);
  });

  it('is none where a forecast that came too late followed the one that expected it', async () => {
    const late = { ...forecast, madeAt: end + 1, medians: forecast.medians.map(() => 1e6) };
    expect(await anomaliesOf(await withForecasts(forecast, late))).toEqual([]);
  });

  it('is none in a replay of the history, and in an answer about it', async () => {
    const ctx = await withForecasts(forecast);
    await analysisDocument(ctx.db.firestore, ctx.orgId, metricId).delete();
    await analyse(ctx, after.slice(-1));
    expect(await anomaliesOf(ctx)).toEqual([]);
    const answer = await detectFromRequest({ ctx, input: { metricId, includeScores: false } });
    expect(answer.anomalies).toEqual([]);
    const without = await detectFromRequest({
      ctx,
      input: { points: points.map(([instant, value]) => [instant, value]), includeScores: false },
    });
    expect(without.anomalies).not.toEqual([]);
  });
});

describe('a forecast that is not as it should be', () => {
  it.each([
    ['a document of another shape', { points: 'none' }, /does not match its schema/],
    ['numbers that do not fit', { 'distribution.quantiles': [] }, /two quantiles/],
    ['another series', { metricId: 'met_other' }, /another series/],
  ])('is told on the metric, and points are judged without it: %s', async (_, change, problem) => {
    const ctx = testContext();
    await analyse(ctx, before);
    const forecastId = await storeForecast(ctx, forecast);
    await ctx.db.firestore.doc(`${collectionPath(ctx.orgId, 'forecasts')}/${forecastId}`).update(change);
    await analyse(ctx, after);
    expect(await anomaliesOf(ctx)).not.toEqual([]);
    expect(await problemsOf(ctx)).toEqual([
      { pointer: '/latestForecast', detail: expect.stringMatching(problem) },
    ]);
  });

  it('is told also when it is gone', async () => {
    const ctx = testContext();
    await analyse(ctx, before);
    const forecastId = await storeForecast(ctx, forecast);
    await collection(ctx.db.firestore, ctx.orgId, 'forecasts').doc(forecastId).delete();
    await analyse(ctx, after);
    expect((await problemsOf(ctx))?.[0]?.detail).toContain('it is not there');
  });

  it('is not told when it is gone because its time was over', async () => {
    const ctx = testContext();
    await analyse(ctx, before);
    const forecastId = await storeForecast(ctx, { ...forecast, expireAt: ctx.now });
    await collection(ctx.db.firestore, ctx.orgId, 'forecasts').doc(forecastId).delete();
    await analyse(ctx, after);
    expect(await problemsOf(ctx)).toEqual([]);
    expect(await anomaliesOf(ctx)).not.toEqual([]);
  });
});

describe('reads', () => {
  // Without forecasts: metric, state, one chunk, and two for rules of the organization.
  const without = 5;

  async function readsOf(ctx: TestCtx, batch: readonly Pair[]): Promise<number> {
    await ingest(ctx, batch);
    const metered = at(ctx, ctx.now);
    for (const input of ctx.tasks.analyses.splice(0).flatMap((task) => task.series))
      await analyseSeries({ ctx: metered, input });
    return metered.db.meter.reads;
  }

  it('are one more for a new forecast, and none more once the instance has heard it', async () => {
    const ctx = testContext();
    await analyse(ctx, before);
    await storeForecast(ctx, forecast);
    expect(await readsOf(ctx, after.slice(0, 1))).toBe(without + 1);
    expect(await readsOf(ctx, after.slice(1, 2))).toBe(without);
    expect(await readsOf(ctx, after.slice(2))).toBe(without);
  });

  it('are one more where the newest forecast was made after the points', async () => {
    const ctx = testContext();
    await analyse(ctx, before);
    await storeForecast(ctx, forecast);
    await storeForecast(ctx, { ...forecast, madeAt: end + 1 });
    expect(await readsOf(ctx, after)).toBe(without + 1);
  });

  it('are none more where there is no forecast, or none that reaches the points', async () => {
    const ctx = testContext();
    await analyse(ctx, before);
    expect(await readsOf(ctx, after.slice(0, 1))).toBe(without);
    await storeForecast(ctx, { ...forecast, medians: forecast.medians.slice(0, 8) });
    expect(await readsOf(ctx, after.slice(1))).toBe(without);
  });
});

it("never hears another organization's forecast", async () => {
  const [ctx, other] = [testContext(), testContext()];
  for (const one of [ctx, other]) await analyse(one, before);
  const forecastId = await storeForecast(other, forecast);
  // Even where its mention was copied.
  const mention = (await getMetric({ ctx: other, input: { metricId } })).latestForecast;
  await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).update({ latestForecast: mention });
  await analyse(other, after);
  await analyse(ctx, after);
  expect(await anomaliesOf(other)).toEqual([]);
  expect(await anomaliesOf(ctx)).not.toEqual([]);
  expect((await problemsOf(ctx))?.[0]?.detail).toContain(`${forecastId} is not heard: it is not there`);
});
