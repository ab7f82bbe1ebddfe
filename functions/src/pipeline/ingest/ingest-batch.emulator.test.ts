import { describe, expect, it } from 'vitest';
import { type TestCtx, testContext } from '../../../test/support/context.ts';
import { analyseSeries } from '../anomaly/analyse-series.ts';
import { readPoints } from '../store/read-points.ts';
import { ingestJson } from './ingest-json.ts';

const minute = 60_000;
const start = Date.parse('2026-11-20T00:00:00Z');

const ingest = (ctx: TestCtx, from: number, metrics: readonly string[] = ['load']) =>
  ingestJson({
    ctx,
    input: {
      body: {
        series: metrics.map((metric) => ({ metric, points: [[start + from * minute, from]] })),
        timestampUnit: 'ms',
      },
    },
  });

describe('ingestBatch', () => {
  it('asks for one analysis of a series that gets many batches quickly', async () => {
    const ctx = testContext();
    for (let index = 0; index < 10; index += 1) await ingest(ctx, index);
    expect(ctx.tasks.analyses).toHaveLength(1);
    expect(ctx.tasks.analyses[0]?.notBefore).toBeGreaterThan(Date.now());
  });

  it('asks again once the analysis began, and for points from before', async () => {
    const ctx = testContext();
    const { metrics } = await ingest(ctx, 5);
    const [first] = ctx.tasks.analyses.flatMap((task) => task.series);
    await analyseSeries({ ctx, input: first ?? { metricId: '', from: 0, to: 0 } });
    await ingest(ctx, 6);
    await ingest(ctx, 3);
    expect(ctx.tasks.analyses.map((task) => task.series.map(({ from }) => (from - start) / minute))).toEqual([
      [5],
      [6],
      [3],
    ]);
    expect(ctx.tasks.analyses.every((task) => task.series[0]?.metricId === metrics[0]?.metricId)).toBe(true);
  });

  it('puts many series into few tasks', async () => {
    const ctx = testContext();
    await ingest(
      ctx,
      0,
      Array.from({ length: 45 }, (_, index) => `m${index}`),
    );
    expect(ctx.tasks.analyses.map((task) => task.series.length)).toEqual([20, 20, 5]);
  });

  it('keeps the points when the queue is away, says so, and asks again when they are sent again', async () => {
    const ctx = testContext();
    const away = {
      ...ctx,
      tasks: Object.assign(Object.create(ctx.tasks), {
        enqueueAnalysis: () => Promise.reject(new Error('queue away')),
      }),
    };
    await expect(ingest(away, 0)).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'TASK_QUEUE_UNAVAILABLE',
      retryAfterSeconds: 10,
    });
    const { metrics } = await ingest(ctx, 0);
    expect(ctx.tasks.analyses).toHaveLength(1);
    const read = await readPoints(ctx, metrics[0]?.metricId ?? '', { from: 0, to: ctx.now.getTime() });
    expect(read.points).toEqual([{ at: start, value: 0 }]);
  });

  it('stores nothing and asks for nothing without the permission', async () => {
    const ctx = testContext({ permissions: ['metrics:read'] });
    await expect(ingest(ctx, 0)).rejects.toMatchObject({ code: 'permission-denied' });
    expect([ctx.db.meter.writes, ctx.tasks.analyses.length]).toEqual([0, 0]);
  });
});
