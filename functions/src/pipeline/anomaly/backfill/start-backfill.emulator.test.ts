import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import { collection } from '../../../firestore/collections.ts';
import { metricExample } from '../../../http/routes/v1/examples/metric.ts';
import { listBackfills } from './list-backfills.ts';
import { startBackfill } from './start-backfill.ts';

const metricId = 'met_1';

async function withMetric(ctx: TestCtx): Promise<TestCtx> {
  await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).set(metricExample);
  return at(ctx, ctx.now);
}

describe('startBackfill', () => {
  it('keeps what was asked, queues the first slice, and costs one read and two writes', async () => {
    const ctx = await withMetric(testContext());
    const input = { metricId, from: '2026-01-01', to: '2026-02-01', reportOnly: true };
    const { backfillId, ...backfill } = await startBackfill({ ctx, input });
    expect(backfill).toMatchObject({
      selector: { metricId },
      from: new Date('2026-01-01T00:00:00Z'),
      to: new Date('2026-02-01T00:00:00Z'),
      reportOnly: true,
      state: 'pending',
      slices: 0,
      requestedBy: 'user:ada',
    });
    expect(ctx.tasks.backfills).toEqual([{ orgId: ctx.orgId, backfillId, slice: 0 }]);
    expect([ctx.db.meter.reads, ctx.db.meter.writes]).toEqual([1, 2]);
  });

  it('is one backfill for one idempotency key, and another one without', async () => {
    const ctx = await withMetric(testContext());
    const input = { metricId, reportOnly: false };
    const [a, b, c] = [
      await startBackfill({ ctx, input: { ...input, idempotencyKey: 'k' } }),
      await startBackfill({ ctx, input: { ...input, idempotencyKey: 'k' } }),
      await startBackfill({ ctx: { ...ctx, now: new Date('2026-11-22') }, input }),
    ];
    expect(b).toEqual(a);
    expect(c.backfillId).not.toBe(a.backfillId);
    const { items } = await listBackfills({ ctx, input: { pageSize: 10 } });
    expect(items.map(({ backfillId }) => backfillId)).toEqual([c.backfillId, a.backfillId]);
  });

  it('refuses a range that ends before it begins, a metric that is not there, and who may not', async () => {
    const ctx = await withMetric(testContext());
    const input = { metricId, reportOnly: false };
    await expect(
      startBackfill({ ctx, input: { ...input, from: '2026-02-01', to: '2026-01-01' } }),
    ).rejects.toMatchObject({ reason: 'VALIDATION_FAILED', fields: [{ pointer: '/to' }] });
    await expect(startBackfill({ ctx, input: { ...input, metricId: 'met_unknown' } })).rejects.toMatchObject({
      reason: 'METRIC_NOT_FOUND',
    });
    const reader = testContext({ permissions: ['anomalies:read', 'metrics:read'] });
    await expect(startBackfill({ ctx: reader, input })).rejects.toMatchObject({ code: 'permission-denied' });
    expect(ctx.tasks.backfills).toEqual([]);
  });
});
