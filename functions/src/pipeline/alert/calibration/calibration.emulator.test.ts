import { describe, expect, it } from 'vitest';
import { alertRule, departures, flatForecast } from '../../../../test/support/alerts.ts';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import { calibrationCollection, collection } from '../../../firestore/collections.ts';
import { ingestJson } from '../../ingest/ingest-json.ts';
import { metricIdOf } from '../../normalise/metric-id.ts';
import { deleteAlertRule } from '../delete-alert-rule.ts';
import { evaluateRules } from '../evaluate-rules.ts';
import { getCalibration } from './get-calibration.ts';

const start = Date.parse('2026-11-21T00:00:00Z');
const hourMs = 3_600_000;
const hour = (n: number) => new Date(start + n * hourMs);
const ruleId = 'rul_soon';
const condition = {
  type: 'forecast-breach',
  direction: 'above',
  threshold: 60,
  withinSeconds: 6 * 3_600,
  probability: 0.8,
} as const;
const { key, labels } = departures.metric;
const metricId = metricIdOf(key, labels);

const save = (ctx: TestCtx, threshold = 60) =>
  collection(ctx.db.firestore, ctx.orgId, 'alert_rules')
    .doc(ruleId)
    .set(alertRule({ condition: { ...condition, threshold } }));

/** A forecast of six hours at hour `n`, and what evaluating it cost. */
async function forecast(ctx: TestCtx, n: number, mean: number) {
  const then = at(ctx, hour(n));
  const made = flatForecast({ origin: hour(n), hours: 6, mean, standardDeviation: 1 });
  const found = { forecastId: `fct_${n}`, forecast: made };
  await evaluateRules({ ctx: then, input: { metricId, metric: departures.metric, forecast: found } });
  return { reads: then.db.meter.reads, writes: then.db.meter.writes };
}

async function observe(ctx: TestCtx, values: ReadonlyMap<number, number>): Promise<void> {
  const points = [...values].map(([n, value]) => [hour(n).getTime(), value]);
  await ingestJson({
    ctx,
    input: { body: { series: [{ metric: key, labels, points }], timestampUnit: 'ms' } },
  });
}

const calibrationOf = (ctx: TestCtx) => getCalibration({ ctx, input: { ruleId } });
const stored = async (ctx: TestCtx) =>
  (await calibrationCollection(ctx.db.firestore, ctx.orgId, ruleId).get()).docs;

/** 40 hours, forecast each hour; the series is above the threshold from hour 20 on, which the forecasts say. */
async function twoDays(): Promise<TestCtx> {
  const ctx = testContext({ now: hour(48) });
  await save(ctx);
  await observe(ctx, new Map(Array.from({ length: 48 }, (_, n) => [n, n < 20 ? 10 : 100])));
  for (let n = 0; n < 40; n += 1) await forecast(ctx, n, n >= 14 ? 100 : 10);
  return ctx;
}

describe('the calibration of a forecast rule', () => {
  it('is kept from forecast to forecast, and told as a table', async () => {
    const ctx = await twoDays();
    const table = await calibrationOf(ctx);
    expect(table.predictions + table.pending).toBe(40);
    expect(table.predictions).toBeGreaterThanOrEqual(20);
    expect(table).toMatchObject({ ruleId, series: 1, unsettled: 0, complete: true, brierScore: 0 });
    expect(table.breached).toMatchObject({ probability: 0.8, cameTrue: table.breached?.count });
    expect(table.bins[0]?.count).toBe(14);
    expect(table.bins[0]?.cameTrue).toBe(0);
    expect(table.bins[9]?.cameTrue).toBe(table.predictions - 14);
  });

  it('costs one write of each forecast, and a few reads of one in four', async () => {
    const ctx = testContext({ now: hour(0) });
    await save(ctx);
    const costs = [];
    for (let n = 0; n < 24; n += 1) costs.push(await forecast(ctx, n, 10));
    const plain = costs.filter(({ reads }) => reads === 3);
    expect(plain.length).toBeGreaterThanOrEqual(12);
    expect(plain.every(({ writes }) => writes === 1)).toBe(true);
    expect(Math.max(...costs.map(({ reads }) => reads))).toBeLessThanOrEqual(6);
    expect(Math.max(...costs.map(({ writes }) => writes))).toBeLessThanOrEqual(2);
  });

  it('takes a forecast that is evaluated twice for one', async () => {
    const ctx = testContext({ now: hour(0) });
    await save(ctx);
    for (let again = 0; again < 2; again += 1) await forecast(ctx, 0, 10);
    expect(await calibrationOf(ctx)).toMatchObject({ pending: 1, predictions: 0 });
  });

  it('begins anew with another condition, and has the old one back with it', async () => {
    const ctx = await twoDays();
    const before = await calibrationOf(ctx);
    await save(ctx, 61);
    expect(await calibrationOf(ctx)).toMatchObject({ predictions: 0, pending: 0, series: 0 });
    await save(ctx, 60);
    expect(await calibrationOf(ctx)).toEqual(before);
  });

  it('goes with its rule', async () => {
    const ctx = testContext({ now: hour(0) });
    await save(ctx);
    await forecast(ctx, 0, 10);
    expect(await stored(ctx)).toHaveLength(1);
    await deleteAlertRule({ ctx, input: { ruleId } });
    expect(await stored(ctx)).toEqual([]);
    await expect(calibrationOf(ctx)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is told to who may read rules, of their own organization', async () => {
    const ctx = testContext({ now: hour(0) });
    await save(ctx);
    const foreign = testContext({ now: hour(0) });
    await expect(calibrationOf(foreign)).rejects.toMatchObject({ code: 'not-found' });
    const mute = { ...ctx, permissions: new Set<never>() };
    await expect(calibrationOf(mute)).rejects.toMatchObject({ code: 'permission-denied' });
  });
});
