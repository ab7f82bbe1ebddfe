import { beforeAll, describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { createAlertRuleRequestSchema } from '../../contracts/alert-rule.ts';
import { hierarchyForecastRequestSchema } from '../../contracts/hierarchy-forecast.ts';
import { collection } from '../../firestore/collections.ts';
import { createAlertRule } from '../alert/create-alert-rule.ts';
import { getForecast } from '../forecast/get-forecast.ts';
import { listForecasts } from '../forecast/list-forecasts.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { forecastHierarchy, leavesMax } from './forecast-hierarchy.ts';
import { sumIdOf } from './sum-id.ts';

const day = 86_400_000;
const end = Date.parse('2026-11-20T00:00:00Z');
const shops = ['a', 'b', 'c', 'd'].map((shop, index) => ({
  region: index < 2 ? 'north' : 'south',
  shop,
}));

/** Daily orders of a shop with a week in them, up to `until` days before the end. */
const orders = (index: number, days = 70, until = 0): [number, number][] =>
  Array.from({ length: days - until }, (_, t) => [
    end - (days - 1 - t) * day,
    20 + 10 * index + 5 * Math.sin((2 * Math.PI * t) / 7) + (((t + index) * 7919) % 97) / 20,
  ]);

async function ingestShops(ctx: TestCtx, points: (index: number) => [number, number][] = orders) {
  const series = shops.map((labels, index) => ({
    metric: 'orders',
    labels,
    unit: 'pieces',
    kind: 'delta',
    points: points(index),
  }));
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
}

const ask = (ctx: TestCtx, rest: object = {}) =>
  forecastHierarchy({
    ctx,
    input: hierarchyForecastRequestSchema.parse({
      metric: 'orders',
      by: ['*', 'region'],
      horizon: 7,
      ...rest,
    }),
  });

const stored = async (ctx: TestCtx) =>
  (await collection(ctx.db.firestore, ctx.orgId, 'forecasts').get()).docs;

describe('forecastHierarchy', () => {
  const ctx = testContext();
  let answer: Awaited<ReturnType<typeof ask>>;

  beforeAll(async () => {
    await ingestShops(ctx);
    answer = await ask(ctx);
  });

  it('answers sums and series that add up, with whether that helped', () => {
    expect(answer.forecasts.map(({ labels, hierarchy }) => [hierarchy?.by, labels])).toEqual([
      ['*', {}],
      ['region', { region: 'north' }],
      ['region', { region: 'south' }],
      ...shops.map((labels) => [null, labels]),
    ]);
    const leaves = answer.forecasts.filter(({ metricId }) => metricId !== null);
    for (const { sumId, labels, points } of answer.forecasts.filter((one) => one.sumId !== null)) {
      expect(sumId).toBe(sumIdOf('orders', labels));
      points.forEach(({ at: instant, mean }, step) => {
        const parts = leaves.filter(
          (leaf) => labels.region === undefined || leaf.labels.region === labels.region,
        );
        expect(mean).toBeCloseTo(
          parts.reduce((sum, leaf) => sum + (leaf.points[step]?.mean ?? Number.NaN), 0),
          6,
        );
        expect(instant).toEqual(new Date(end + (step + 1) * day));
      });
    }
    expect(answer.accuracy?.tiers.map(({ by, series }) => [by, series])).toEqual([
      ['*', 1],
      ['region', 2],
      [null, 4],
    ]);
    expect(answer).toMatchObject({ method: 'mint-shrink', leftOut: [], resolution: { label: 'daily' } });
  });

  it('keeps each under its id: a sum without a metric, a series with its mention', async () => {
    const [total] = answer.forecasts;
    expect(await getForecast({ ctx, input: { forecastId: total?.forecastId ?? '' } })).toEqual(total);
    expect(total).toMatchObject({
      metricId: null,
      metricKey: 'orders',
      unit: 'pieces',
      hierarchy: { node: 'sum', leafCount: 4, groupings: ['*', 'region'], accuracy: { origins: 3 } },
    });
    for (const { forecastId, metricId } of answer.forecasts) {
      if (metricId === null) continue;
      const metric = (await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).get()).data();
      expect(metric?.latestForecast).toMatchObject({ forecastId });
    }
    const ofSum = await listForecasts({ ctx, input: { sumId: sumIdOf('orders', {}), pageSize: 10 } });
    expect(ofSum.items.map(({ forecastId }) => forecastId)).toEqual([total?.forecastId]);
  });

  it('gives the same forecasts under the same ids when it is asked again', async () => {
    const again = await ask(ctx);
    const strip = ({ forecasts }: typeof answer) =>
      forecasts.map(({ forecastId, points, hierarchy }) => ({ forecastId, points, hierarchy }));
    expect(strip(again)).toEqual(strip(answer));
    expect(await stored(ctx)).toHaveLength(7);
  });

  it('reads each series and its chunks once, writes two documents a series and one a sum, and says so', async () => {
    const counted = at(ctx, ctx.now);
    const { cost, forecasts } = await ask(counted);
    // Four metrics, seven months of chunks at the most each, and two queries for rules each.
    expect(cost).toEqual({ documentReads: counted.db.meter.reads, documentWrites: 2 * 4 + 3 });
    expect(cost.documentReads).toBeLessThanOrEqual(4 * (1 + 7 + 2));
    const ofLeaves = forecasts.reduce((sum, { card }) => sum + card.cost.documentReads, 0);
    expect(cost.documentReads).toBe(ofLeaves + 4 * 2);
  });

  it('sums only what carries the labels, under names that say so', async () => {
    const { forecasts } = await ask(ctx, { labels: { region: 'south' }, by: ['*'] });
    expect(forecasts.map(({ labels, hierarchy }) => [labels.shop, hierarchy?.leafCount])).toEqual([
      [undefined, 2],
      [expect.any(String), 1],
      [expect.any(String), 1],
    ]);
    expect(forecasts[0]).toMatchObject({
      sumId: sumIdOf('orders', { region: 'south' }),
      labels: { region: 'south' },
    });
  });

  it('refuses a label that none of the series has, and names those that there are', async () => {
    const asked = ask(ctx, { by: ['*', 'planet', 'planet,region'] });
    await expect(asked).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: [
        { pointer: '/by/1', detail: 'none of the series has a label "planet": expected of region, shop' },
        { pointer: '/by/2' },
      ],
    });
  });

  it('evaluates the rules that watch the series on what was reconciled', async () => {
    const watched = testContext();
    await ingestShops(watched);
    const { ruleId } = await createAlertRule({
      ctx: watched,
      input: createAlertRuleRequestSchema.parse({
        name: 'many orders',
        selector: { metric: 'orders', labels: { shop: 'd' } },
        condition: {
          type: 'forecast-breach',
          direction: 'above',
          threshold: 30,
          withinSeconds: 3 * 86_400,
          probability: 0.9,
        },
        severity: 'warning',
      }),
    });
    // Rules look at fresh data only, and a forecast stands at the newest point that it saw.
    const { forecasts } = await ask(at(watched, new Date(end + day / 2)));
    const [alert] = (await collection(watched.db.firestore, watched.orgId, 'alerts').get()).docs;
    const own = forecasts.find(({ labels }) => labels.shop === 'd');
    expect(alert?.data()).toMatchObject({ ruleId, crossing: { forecastId: own?.forecastId } });
  });
});

describe('series that do not fit', () => {
  it('are left out by name, and the others go on', async () => {
    const ctx = testContext();
    await ingestShops(ctx, (index) => (index === 1 ? orders(index, 70, 40) : orders(index)));
    const { leftOut, forecasts, cautions } = await ask(ctx);
    expect(leftOut).toEqual([
      {
        metricId: metricIdOf('orders', shops[1] ?? {}),
        labels: shops[1],
        message: 'it ended 40 steps before the others',
      },
    ]);
    expect(cautions.map(({ code }) => code)).toContain('leaves-left-out');
    // The region of shop a is that shop alone by now, and no series of its own.
    expect(forecasts).toHaveLength(2 + 3);
    const alone = forecasts.find(({ labels }) => labels.shop === 'a');
    expect(alone?.hierarchy?.aliases).toEqual([{ region: 'north' }]);
  });

  it('are refused in words beyond what one call takes, and nothing is kept', async () => {
    const ctx = testContext();
    const points = orders(0, 3);
    const series = Array.from({ length: leavesMax + 1 }, (_, shop) => ({
      metric: 'orders',
      labels: { shop: `${shop}` },
      points,
    }));
    await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
    await expect(ask(ctx)).rejects.toMatchObject({ reason: 'TOO_MANY_SERIES' });
    expect(await stored(ctx)).toEqual([]);
  });

  it('are refused where the answer would be too long', async () => {
    const ctx = testContext();
    const series = Array.from({ length: 50 }, (_, shop) => ({
      metric: 'orders',
      labels: { shop: `${shop}` },
      points: orders(0, 3),
    }));
    await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
    await expect(ask(ctx, { horizon: 2_000 })).rejects.toMatchObject({ reason: 'WORK_TOO_LARGE' });
  });

  it.each<[string, object, string]>([
    ['a key that nobody has', { metric: 'nothing' }, 'METRIC_NOT_FOUND'],
    ['labels that nobody carries', { labels: { region: 'west' } }, 'METRIC_NOT_FOUND'],
    [
      'bounds that hold no whole number',
      { bounds: { minimum: 0.2, maximum: 0.8, integer: true } },
      'BOUNDS_OUT_OF_ORDER',
    ],
  ])('are refused: %s', async (_, rest, reason) => {
    const ctx = testContext();
    await ingestShops(ctx);
    await expect(ask(ctx, rest)).rejects.toMatchObject({ reason });
  });
});

describe('between organizations', () => {
  it('sums nothing of another one, and shows it none of its sums', async () => {
    const ctx = testContext();
    await ingestShops(ctx);
    const { forecasts } = await ask(ctx);
    const other = testContext();
    await expect(ask(other)).rejects.toMatchObject({ code: 'not-found' });
    await ingestJson({
      ctx: other,
      input: {
        body: {
          series: [{ metric: 'orders', labels: { shop: 'x' }, points: orders(0) }],
          timestampUnit: 'ms',
        },
      },
    });
    const theirs = await ask(other, { by: ['*', 'shop'] });
    expect(theirs.forecasts).toHaveLength(1);
    expect(theirs.forecasts[0]?.labels).toEqual({ shop: 'x' });
    const [total] = forecasts;
    await expect(
      getForecast({ ctx: other, input: { forecastId: total?.forecastId ?? '' } }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const list = await listForecasts({ ctx: other, input: { sumId: total?.sumId ?? '', pageSize: 10 } });
    expect(list.items).toEqual([]);
    expect(await stored(ctx)).toHaveLength(7);
  });

  it('asks for the permission to write forecasts', async () => {
    const ctx = testContext({ permissions: ['forecasts:read', 'metrics:read'] });
    await expect(ask(ctx)).rejects.toMatchObject({ code: 'permission-denied' });
  });
});
