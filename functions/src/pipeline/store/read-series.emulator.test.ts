import { describe, expect, it } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import type { SeriesQuery } from '../../contracts/series-query.ts';
import { ingestJson } from '../ingest/ingest-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { getMetric } from './get-metric.ts';
import { listMetrics } from './list-metrics.ts';
import { readSeries } from './read-series.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 10);
const metricId = metricIdOf('cpu', {});

/** Five days by the minute: five chunk documents. */
const points = Array.from({ length: 5 * 1_440 }, (_, index): [number, number] => [
  start + index * minute,
  index,
]);

async function ingested(): Promise<TestCtx> {
  const ctx = testContext();
  await ingestJson({
    ctx,
    input: { body: { series: [{ metric: 'cpu', unit: '%', points }], timestampUnit: 'ms' } },
  });
  return ctx;
}

/** Every page of a query, put together. */
async function readAll(ctx: TestCtx, query: Partial<SeriesQuery>): Promise<{ at: Date; value: number }[]> {
  const all: { at: Date; value: number }[] = [];
  let pageToken: string | undefined;
  do {
    const page = await readSeries({
      ctx,
      input: { metricId, pageSize: 1_000, ...query, ...(pageToken === undefined ? {} : { pageToken }) },
    });
    expect(page.points.length).toBeLessThanOrEqual(query.pageSize ?? 1_000);
    all.push(...page.points);
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return all;
}

describe('readSeries', () => {
  it('answers every raw point once, page by page', async () => {
    const ctx = await ingested();
    const all = await readAll(ctx, { pageSize: 999 });
    expect(all.map(({ at, value }) => [at.getTime(), value])).toEqual(points);
  });

  it('answers a half-open range', async () => {
    const ctx = await ingested();
    const all = await readAll(ctx, {
      from: new Date(start + 10 * minute).toISOString(),
      to: new Date(start + 20 * minute).toISOString(),
    });
    expect(all.map(({ value }) => value)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('answers buckets, whole ones on every page', async () => {
    const ctx = await ingested();
    for (const pageSize of [1_000, 7]) {
      const all = await readAll(ctx, { aggregate: 'sum', bucketSeconds: 3_600, pageSize });
      expect(all).toHaveLength(120);
      expect(all.map(({ at }) => at.getTime())).toEqual(
        Array.from({ length: 120 }, (_, index) => start + index * hour),
      );
      expect(all.reduce((total, { value }) => total + value, 0)).toBe(
        points.reduce((total, [, value]) => total + value, 0),
      );
    }
  });

  it('answers nothing for a range without points', async () => {
    const ctx = await ingested();
    expect(await readAll(ctx, { from: '2020-01-01', to: '2020-02-01' })).toEqual([]);
  });

  it.each([
    [{ from: '2026-11-11', to: '2026-11-10' }, '/to'],
    [{ from: 'yesterday' }, '/from'],
    [{ pageToken: 'x' }, '/pageToken'],
  ])('refuses %j, naming %s', async (query, pointer) => {
    const ctx = await ingested();
    await expect(readSeries({ ctx, input: { metricId, pageSize: 10, ...query } })).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: [{ pointer }],
    });
  });

  it("knows no other organization's series, and asks for the permission to read", async () => {
    const ctx = await ingested();
    await expect(readSeries({ ctx: testContext(), input: { metricId, pageSize: 10 } })).rejects.toMatchObject(
      { code: 'not-found' },
    );
    const blind = { ...ctx, permissions: new Set(['metrics:write'] as const) };
    await expect(readSeries({ ctx: blind, input: { metricId, pageSize: 10 } })).rejects.toMatchObject({
      code: 'permission-denied',
    });
  });
});

describe('listMetrics', () => {
  async function labelled(): Promise<TestCtx> {
    const ctx = testContext();
    const series = ['Graz', 'Linz', 'Wien'].flatMap((shop) =>
      ['orders', 'returns'].map((metric) => ({
        metric,
        labels: { shop, country: 'AT' },
        points: [[start, 1]],
      })),
    );
    await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
    return ctx;
  }

  it('lists all, page by page, each once', async () => {
    const ctx = await labelled();
    const first = await listMetrics({ ctx, input: { pageSize: 4 } });
    const second = await listMetrics({ ctx, input: { pageSize: 4, pageToken: first.nextPageToken ?? '' } });
    expect(second.nextPageToken).toBeNull();
    expect(new Set([...first.items, ...second.items].map((metric) => metric.metricId)).size).toBe(6);
  });

  it('finds by key and labels', async () => {
    const ctx = await labelled();
    const { items } = await listMetrics({
      ctx,
      input: { pageSize: 10, key: 'orders', labels: { country: 'AT', shop: 'Linz' } },
    });
    expect(items.map(({ key, labels }) => [key, labels.shop])).toEqual([['orders', 'Linz']]);
    expect(
      (await listMetrics({ ctx, input: { pageSize: 10, labels: { shop: 'Linz' } } })).items,
    ).toHaveLength(2);
  });

  it('lists nothing of another organization', async () => {
    await labelled();
    expect((await listMetrics({ ctx: testContext(), input: { pageSize: 10 } })).items).toEqual([]);
    await expect(
      getMetric({
        ctx: testContext(),
        input: { metricId: metricIdOf('orders', { shop: 'Graz', country: 'AT' }) },
      }),
    ).rejects.toMatchObject({ reason: 'METRIC_NOT_FOUND' });
  });

  it('refuses a token that is not one of its own', async () => {
    const ctx = await labelled();
    await expect(
      listMetrics({ ctx, input: { pageSize: 4, pageToken: 'bm90IG91cnM' } }),
    ).rejects.toMatchObject({ reason: 'PAGE_TOKEN_INVALID' });
  });
});
