import { FieldValue, Timestamp } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import { collection } from '../../firestore/collections.ts';
import { analyseSeries } from '../anomaly/analyse-series.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { forecastMetric } from './forecast-metric.ts';
import { forecastFromRequest } from './forecast-request.ts';
import { getCrossing } from './get-crossing.ts';
import { getForecast } from './get-forecast.ts';
import { listForecasts } from './list-forecasts.ts';

const hour = 3_600_000;
const end = Date.parse('2026-11-21T11:00:00Z');
const metricId = metricIdOf('orders', { shop: 'Graz' });
const options: ForecastOptions = { horizon: 48, levels: [80, 95], backend: 'auto', model: 'auto' };

const orders = (hours: number): [number, number][] =>
  Array.from({ length: hours }, (_, index) => {
    const instant = end - (hours - 1 - index) * hour;
    return [
      instant,
      100 + 40 * Math.sin((2 * Math.PI * (instant / hour)) / 24) + (((index * 7919) % 97) / 97) * 10,
    ];
  });

async function ingest(ctx: TestCtx, points: readonly (readonly [number, number])[]): Promise<void> {
  const series = [{ metric: 'orders', labels: { shop: 'Graz' }, unit: 'pieces', points }];
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
  for (const task of ctx.tasks.analyses.splice(0)) {
    for (const input of task.series) await analyseSeries({ ctx, input });
  }
}

/** As Firestore counts: numbers and instants 8 bytes, texts and names their length and 1; arrays and maps what they hold. */
function storedBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 1;
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'number' || value instanceof Timestamp) return 8;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + storedBytes(item), 0);
  return Object.entries(value as object).reduce(
    (sum, [name, inner]) => sum + name.length + 1 + storedBytes(inner),
    0,
  );
}

describe('forecastMetric', () => {
  it('keeps a forecast with intervals and evidence, and mentions it on the metric', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(24 * 28));
    const forecast = await forecastMetric({ ctx, input: { metricId, options } });
    expect(forecast.points).toHaveLength(48);
    expect(forecast.from).toEqual(new Date(end + hour));
    for (const { mean, intervals } of forecast.points) {
      expect(intervals.map(({ level }) => level)).toEqual([80, 95]);
      for (const { lower, upper } of intervals) expect(lower <= mean && mean <= upper).toBe(true);
    }
    expect(forecast.card.backtest?.mase).toBeLessThan(1);
    expect(forecast.card.history).toMatchObject({
      observed: 24 * 28,
      resolution: { label: 'hourly' },
      seasonLengths: [24],
    });
    expect(await getForecast({ ctx, input: { forecastId: forecast.forecastId } })).toEqual(forecast);
    const metric = (await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).get()).data();
    expect(metric?.latestForecast).toMatchObject({
      forecastId: forecast.forecastId,
      model: forecast.card.model,
    });
  });

  it('gives the same forecast under the same id for the same input', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(24 * 14));
    const first = await forecastMetric({ ctx, input: { metricId, options } });
    const second = await forecastMetric({ ctx, input: { metricId, options } });
    expect(second.forecastId).toBe(first.forecastId);
    expect(second.points).toEqual(first.points);
    const other = await forecastMetric({ ctx, input: { metricId, options: { ...options, horizon: 12 } } });
    expect(other.forecastId).not.toBe(first.forecastId);
    expect((await listForecasts({ ctx, input: { metricId, pageSize: 10 } })).items).toHaveLength(2);
  });

  it('gives a run one forecast, also when data arrived between two attempts', async () => {
    const ctx = testContext();
    const points = orders(24 * 14);
    const input = { metricId, options, jobId: 'job_1', runId: 'run_1' };
    await ingest(ctx, points.slice(0, -1));
    const first = await forecastMetric({ ctx, input });
    await ingest(ctx, points.slice(-1));
    const second = await forecastMetric({ ctx, input });
    expect(second.forecastId).toBe(first.forecastId);
    expect((await listForecasts({ ctx, input: { jobId: 'job_1', pageSize: 10 } })).items).toHaveLength(1);
  });

  it('costs at most 40 reads and 4 writes from two years of hourly history', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(17_520));
    const counted = at(ctx, ctx.now);
    const forecast = await forecastMetric({ ctx: counted, input: { metricId, options } });
    expect(forecast.card.history.observed).toBe(17_520);
    expect(forecast.card.cost).toEqual({ documentReads: 26, documentWrites: 2 });
    expect(counted.db.meter.reads).toBeLessThanOrEqual(40);
    expect(counted.db.meter.writes).toBeLessThanOrEqual(4);
  }, 60_000);

  it('adds amounts up to the resolution asked for, and reads as many of them as its steps need', async () => {
    const ctx = testContext();
    const minutes = 24_000;
    const points = Array.from({ length: minutes }, (_, i): [number, number] => [
      end - (minutes - 1 - i) * 60_000,
      1,
    ]);
    const series = [{ metric: 'orders', labels: { shop: 'Graz' }, kind: 'delta', points }];
    await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
    for (const task of ctx.tasks.analyses.splice(0)) {
      for (const input of task.series) await analyseSeries({ ctx, input });
    }
    const asked = { ...options, horizon: 3, resolution: 'hourly', timeZone: 'Asia/Kolkata' };
    const made = await forecastMetric({ ctx, input: { metricId, options: asked } });
    expect(made.card.asked).toMatchObject({ aggregate: 'sum', resolution: 'hourly' });
    expect(made.card.history.observed).toBe(minutes);
    expect(made.from).toEqual(new Date('2026-11-21T10:30:00Z'));
    expect(made.points.map(({ mean }) => mean)).toEqual([60, 60, 60]);
    expect(made.card.cautions.map(({ code }) => code)).toContain('observations-aggregated');
    expect(await getForecast({ ctx, input: { forecastId: made.forecastId } })).toEqual(made);
    const raw = await forecastMetric({ ctx, input: { metricId, options } });
    expect(raw.card.history.observed).toBe(20_000);
    const other = testContext();
    await expect(forecastMetric({ ctx: other, input: { metricId, options: asked } })).rejects.toMatchObject({
      code: 'not-found',
    });
  }, 60_000);

  it('answers for points sent along, and keeps nothing', async () => {
    const ctx = testContext();
    const answer = await forecastFromRequest({ ctx, input: { points: orders(200), ...options } });
    expect(answer.points).toHaveLength(48);
    expect(answer).not.toHaveProperty('forecastId');
    expect([ctx.db.meter.reads, ctx.db.meter.writes]).toEqual([0, 0]);
  });

  it('keeps what it takes to answer for its chances, and reads the same answer off it', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(24 * 14));
    const crossings = [
      { threshold: 130, direction: 'above' as const, withinSeconds: 86_400 },
      { threshold: 1e6, direction: 'above' as const },
    ];
    const asked = { ...options, quantiles: [0.05, 0.1, 0.9], crossings };
    const forecast = await forecastMetric({ ctx, input: { metricId, options: asked } });
    for (const { quantiles, intervals } of forecast.points) {
      const [, tenth, ninth] = quantiles.map(({ value }) => value);
      expect([tenth, ninth]).toEqual([intervals[0]?.lower, intervals[0]?.upper]);
    }
    const [likely, impossible] = forecast.crossings;
    expect(likely).toMatchObject({ threshold: 130, withinSeconds: 86_400, alreadyCrossed: false });
    expect(likely?.probability).toBeGreaterThan(0.5);
    expect(impossible).toMatchObject({ withinSeconds: null, probability: 0, at: null });
    const { forecastId } = forecast;
    expect(await getForecast({ ctx, input: { forecastId } })).toEqual(forecast);
    const last = forecast.card.history.lastValue ?? 0;
    const reached = { forecastId: forecast.forecastId, threshold: last, direction: 'above' as const };
    expect((await getCrossing({ ctx, input: reached })).alreadyCrossed).toBe(true);
    const [question] = crossings;
    expect(await getCrossing({ ctx, input: { forecastId, ...question } })).toMatchObject({
      forecastId,
      ...likely,
    });
  });

  it('answers for the chances of a forecast from before they were kept, as of normal ones', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(24 * 14));
    const { forecastId, points } = await forecastMetric({ ctx, input: { metricId, options } });
    const { firestore } = ctx.db;
    await firestore.doc(`organizations/${ctx.orgId}/forecasts/${forecastId}`).update({
      distribution: FieldValue.delete(),
      crossings: FieldValue.delete(),
      quantiles: FieldValue.delete(),
      'card.history.lastValue': FieldValue.delete(),
    });
    const old = await getForecast({ ctx, input: { forecastId } });
    expect(old).toMatchObject({ distribution: null, crossings: [], quantiles: [] });
    const threshold = points[0]?.mean ?? 0;
    const told = await getCrossing({
      ctx,
      input: { forecastId, threshold, direction: 'above', withinSeconds: 3_600 },
    });
    expect(told.alreadyCrossed).toBeNull();
    expect(told.probability).toBeCloseTo(0.5, 1);
  });

  it('tells nobody else how probable a crossing is', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(100));
    const { forecastId } = await forecastMetric({ ctx, input: { metricId, options } });
    const question = { forecastId, threshold: 1, direction: 'above' as const };
    await expect(getCrossing({ ctx: testContext(), input: question })).rejects.toMatchObject({
      reason: 'FORECAST_NOT_FOUND',
    });
    expect((await getCrossing({ ctx, input: question })).probability).toBe(1);
  });

  it('keeps the longest forecast below what a document holds, whatever is asked of it', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(24 * 14));
    const levels = [61, 72, 83, 94, 97];
    const quantiles = Array.from({ length: 10 }, (_, i) => 0.51 + i / 25);
    const bytesOf = async (asked: Partial<ForecastOptions>) => {
      const long = { ...options, horizon: 2_000, ...asked };
      const { forecastId } = await forecastMetric({ ctx, input: { metricId, options: long } });
      const { firestore } = ctx.db;
      const kept = await firestore.doc(`organizations/${ctx.orgId}/forecasts/${forecastId}`).get();
      return storedBytes(kept.data());
    };
    expect(await bytesOf({})).toBeLessThan(500_000);
    expect(await bytesOf({ levels, quantiles })).toBeLessThan(900_000);
  }, 60_000);

  it('answers sample paths and does not keep them', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(100));
    const input = { metricId, ...options, horizon: 3, samplePaths: { count: 4, seed: 7 } };
    const answer = await forecastFromRequest({ ctx, input });
    const again = await forecastFromRequest({ ctx, input });
    expect(answer.samplePaths?.map(({ length }) => length)).toEqual([3, 3, 3, 3]);
    expect(again.samplePaths).toEqual(answer.samplePaths);
    const { items } = await listForecasts({ ctx, input: { metricId, pageSize: 10 } });
    expect(items.map((one) => 'samplePaths' in one)).toEqual([false]);
  });

  it("does not know another organization's metric", async () => {
    const ctx = testContext();
    await ingest(ctx, orders(100));
    const other = testContext();
    await expect(forecastMetric({ ctx: other, input: { metricId, options } })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('says in words that an empty series cannot be forecast', async () => {
    const ctx = testContext();
    await ingest(ctx, orders(2));
    const chunks = collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).collection('time_series');
    for (const chunk of (await chunks.get()).docs) await chunk.ref.delete();
    await expect(forecastMetric({ ctx, input: { metricId, options } })).rejects.toMatchObject({
      reason: 'SERIES_EMPTY',
    });
  });
});
