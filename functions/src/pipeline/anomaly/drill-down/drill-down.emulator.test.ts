import { describe, expect, it, vi } from 'vitest';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import type { Labels } from '../../../contracts/common.ts';
import { detectSeries } from '../../../detection/index.ts';
import { createGaussian } from '../../../detection/testing/series.ts';
import { collection } from '../../../firestore/collections.ts';
import { ingestJson } from '../../ingest/ingest-json.ts';
import { metricIdOf } from '../../normalise/metric-id.ts';
import { getMetric } from '../../store/get-metric.ts';
import { analyseSeries } from '../analyse-series.ts';
import { detectFromRequest } from '../detect-request.ts';
import { listAnomalies } from '../list-anomalies.ts';
import { drillDownBatch } from './drill-down-batch.ts';
import { siblingsMax } from './select-siblings.ts';

type Pair = readonly [at: number, value: number];

const hour = 3_600_000;
const end = Date.parse('2026-11-21T11:00:00Z');
const weeks = 24 * 28;

/** Hourly amounts with a daily season and noise, ending at `end` or `more` hours later; `factors` are of the last ones. */
function amounts(shop: string, factors: readonly number[] = [], more = 0): Pair[] {
  const gaussian = createGaussian(shop.charCodeAt(0));
  return Array.from({ length: weeks + more }, (_, index): Pair => {
    const instant = end - (weeks - 1 - index) * hour;
    const season = 100 + 60 * Math.sin((2 * Math.PI * (instant / hour)) / 24);
    const factor = factors[index - (weeks + more - factors.length)] ?? 1;
    return [instant, (season + 2 * gaussian()) * factor];
  });
}

async function ingest(ctx: TestCtx, series: readonly { labels: Labels; points: readonly Pair[] }[]) {
  const body = {
    series: series.map((one) => ({ metric: 'orders', kind: 'delta', ...one })),
    timestampUnit: 'ms',
  };
  await ingestJson({ ctx, input: { body } });
}

/** Delivers what was enqueued, as the task queue would, and answers what that read and wrote. */
async function deliver(ctx: TestCtx): Promise<{ reads: number; writes: number }> {
  const counted = at(ctx, ctx.now);
  for (const task of ctx.tasks.analyses.splice(0))
    for (const input of task.series) await analyseSeries({ ctx: counted, input });
  return { reads: counted.db.meter.reads, writes: counted.db.meter.writes };
}

const anomaliesOf = async (ctx: TestCtx, labels: Labels) =>
  (await listAnomalies({ ctx, input: { metricId: metricIdOf('orders', labels), pageSize: 50 } })).items;

/** Four shops, known to the detector up to an hour before the end, and of all but `a` the last hour as well. */
async function calmShops(ctx: TestCtx): Promise<void> {
  const shops = ['a', 'b', 'c', 'd'].map((shop) => ({ labels: { shop }, points: amounts(shop) }));
  await ingest(
    ctx,
    shops.map(({ labels, points }) => ({ labels, points: points.slice(0, -1) })),
  );
  await deliver(ctx);
  await ingest(
    ctx,
    shops.slice(1).map(({ labels, points }) => ({ labels, points: last(points) })),
  );
  await deliver(ctx);
}

const last = (points: readonly Pair[]): Pair[] => points.slice(-1);

/** The last hour of shop a, with four times what is usual. */
const spike = { labels: { shop: 'a' }, points: last(amounts('a', [4])) };

describe('contributions', () => {
  it('say that one series moved alone', async () => {
    const ctx = testContext();
    await calmShops(ctx);
    await ingest(ctx, [spike]);
    await deliver(ctx);
    const [anomaly] = await anomaliesOf(ctx, { shop: 'a' });
    expect(anomaly).toMatchObject({
      kind: 'spike',
      siblings: { considered: 4, leftOut: 0, silent: 0, movedTogether: 0, movedAgainst: 0 },
    });
    expect(anomaly?.contributionSummary).toMatch(
      /^this series rose alone: none of the 3 others did; .* of the rise came from shop=a \(usually 2\d% of the sum of all 4\), no other shop moved$/,
    );
    const [first, ...others] = anomaly?.contributions ?? [];
    expect(first).toMatchObject({ label: 'shop', value: 'a', series: 1, moved: 1 });
    expect(first?.share).toBeCloseTo(1, 1);
    expect(others.map(({ moved }) => moved)).toEqual([0, 0, 0]);
  });

  it('say that all moved together, and who has sent nothing yet', async () => {
    const ctx = testContext();
    const shops = ['a', 'b', 'c', 'd'].map((shop) => ({ labels: { shop }, points: amounts(shop, [0.1]) }));
    await ingest(
      ctx,
      shops.map(({ labels, points }) => ({ labels, points: points.slice(0, -1) })),
    );
    await deliver(ctx);
    await ingest(
      ctx,
      shops.slice(0, 3).map(({ labels, points }) => ({ labels, points: last(points) })),
    );
    await deliver(ctx);
    const [anomaly] = await anomaliesOf(ctx, { shop: 'c' });
    expect(anomaly).toMatchObject({
      siblings: { considered: 3, silent: 1, movedTogether: 2, movedAgainst: 0 },
    });
    expect(anomaly?.contributionSummary).toMatch(
      /^all 2 others fell too; the fall is spread over 3 values of shop; 1 more sent nothing meanwhile$/,
    );
  });

  it('cost nothing without labels, one read without siblings, and their chunks with them', async () => {
    const costOf = async (labels: Labels, prepare: (ctx: TestCtx) => Promise<void>) => {
      const ctx = testContext();
      await prepare(ctx);
      await ingest(ctx, [{ labels, points: amounts('a').slice(0, -1) }]);
      await deliver(ctx);
      await ingest(ctx, [{ ...spike, labels }]);
      return deliver(ctx);
    };
    const nothing = async () => undefined;
    // metric, state, one chunk, two for rules; written are anomaly, state and metric
    expect(await costOf({}, nothing)).toEqual({ reads: 5, writes: 3 });
    expect(await costOf({ shop: 'a' }, nothing)).toEqual({ reads: 6, writes: 3 });
    // four metrics, and two months of each
    expect(await costOf({ shop: 'a' }, calmShops)).toEqual({ reads: 5 + 4 + 4 * 2, writes: 3 });
  });

  it('are looked up when an anomaly begins and when it ends, not in between', async () => {
    const ctx = testContext();
    const later = at(ctx, new Date(end + 48 * hour));
    const points = amounts('a', [4, 4, 4, ...new Array(21).fill(1)], 24);
    await ingest(later, [
      { labels: { shop: 'a' }, points: points.slice(0, weeks) },
      { labels: { shop: 'b' }, points: amounts('b', [], 24) },
    ]);
    await deliver(later);
    const lookups: number[] = [];
    const ends: number[] = [];
    for (const [hours, point] of points.slice(weeks).entries()) {
      await ingest(later, [{ labels: { shop: 'a' }, points: [point] }]);
      if ((await deliver(later)).reads > 6) lookups.push(hours);
      const [anomaly] = await anomaliesOf(ctx, { shop: 'a' });
      if (anomaly?.endAt && ends.length === 0) ends.push(hours);
    }
    expect(await anomaliesOf(ctx, { shop: 'a' })).toMatchObject([{ startAt: new Date(end + hour) }]);
    expect(lookups).toEqual([0, ...ends]);
    expect(ends[0]).toBeGreaterThan(3);
  });

  it('are the same after a second delivery, which writes nothing', async () => {
    const ctx = testContext();
    await calmShops(ctx);
    await ingest(ctx, [spike]);
    const tasks = [...ctx.tasks.analyses];
    await deliver(ctx);
    const before = await anomaliesOf(ctx, { shop: 'a' });
    expect(before[0]?.contributions).not.toBeNull();
    ctx.tasks.analyses.push(...tasks);
    expect((await deliver(ctx)).writes).toBe(0);
    expect(await anomaliesOf(ctx, { shop: 'a' })).toEqual(before);
  });

  it('stay as they were when a later batch says nothing of them', async () => {
    const ctx = testContext();
    await calmShops(ctx);
    await ingest(ctx, [spike]);
    await deliver(ctx);
    const [before] = await anomaliesOf(ctx, { shop: 'a' });
    expect(before?.contributionSummary).not.toBeNull();
    const later = at(ctx, new Date(end + 2 * hour));
    await ingest(later, [{ labels: { shop: 'a' }, points: [[end + hour, 900]] }]);
    // the five of every batch, and the anomaly that goes on
    expect(await deliver(later)).toEqual({ reads: 6, writes: 3 });
    const [after] = await anomaliesOf(ctx, { shop: 'a' });
    expect(after).toMatchObject({ points: 2, endAt: null });
    expect(after?.contributionSummary).toBe(before?.contributionSummary);
  });

  it('are looked up late for an anomaly that goes on but was not written so far', async () => {
    const ctx = testContext();
    await calmShops(ctx);
    await ingest(ctx, [spike]);
    const metricId = metricIdOf('orders', { shop: 'a' });
    const metric = await getMetric({ ctx, input: { metricId } });
    const { episodes } = detectSeries(amounts('a', [4]).map(([instant, value]) => ({ at: instant, value })));
    const episode = episodes.at(-1);
    if (episode === undefined) throw new Error('no episode');
    const subject = { metricId, metric, resolution: metric.resolution, firstAt: end - weeks * hour };
    const batch = { episodes: new Map([[episode.startAt, episode]]), openSince: episode.startAt };
    const found = await drillDownBatch(ctx, subject, batch);
    expect(found.get(episode.startAt)?.contributionSummary).toMatch(/^this series rose alone/);
  });

  it('know nothing of another organization', async () => {
    const [ctx, other] = [testContext(), testContext()];
    await calmShops(other);
    await ingest(ctx, [{ labels: { shop: 'a' }, points: amounts('a', [4]) }]);
    await deliver(ctx);
    expect(await anomaliesOf(ctx, { shop: 'a' })).toMatchObject([
      { contributions: null, contributionSummary: null, siblings: null },
    ]);
    const input = {
      metricId: metricIdOf('orders', { shop: 'a' }),
      sensitivity: 0.5,
      includeScores: false,
      explain: true,
    };
    const foreign = testContext();
    await expect(detectFromRequest({ ctx: foreign, input })).rejects.toMatchObject({
      reason: 'METRIC_NOT_FOUND',
    });
    expect((await detectFromRequest({ ctx, input })).anomalies).toMatchObject([{ siblings: null }]);
  });

  it('that cannot be looked up cost no anomaly, and say so', async () => {
    const ctx = testContext();
    await calmShops(ctx);
    const broken = metricIdOf('orders', { shop: 'd' });
    const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
    await ctx.db.firestore.doc(metrics.doc(broken).path).update({ pointCount: 'many' });
    await ingest(ctx, [spike]);
    const warn = vi.fn();
    await deliver({ ...ctx, warn });
    expect(await anomaliesOf(ctx, { shop: 'a' })).toMatchObject([
      {
        contributions: null,
        contributionSummary:
          'which other series moved could not be looked up; it is tried again when the anomaly ends',
      },
    ]);
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining(metricIdOf('orders', { shop: 'a' })), expect.any(Error)],
    ]);
  });

  it('look at so many siblings at the most, and say how many were left out', async () => {
    const ctx = testContext();
    const crowd = Array.from({ length: siblingsMax + 3 }, (_, shop) => ({
      labels: { shop: `${shop}` },
      points: amounts('a').slice(0, 1),
    }));
    await ingest(ctx, crowd);
    await calmShops(ctx);
    await ingest(ctx, [spike]);
    await deliver(ctx);
    const [anomaly] = await anomaliesOf(ctx, { shop: 'a' });
    expect(anomaly?.siblings).toMatchObject({ leftOut: 3 + 3 });
  });

  it('take a total apart on request', async () => {
    const ctx = testContext();
    const shops = ['a', 'b', 'c'].map((shop) => ({
      labels: { shop },
      points: amounts(shop, shop === 'b' ? [5] : []),
    }));
    const total = amounts('a').map(
      ([instant], i): Pair => [instant, shops.reduce((sum, { points }) => sum + (points[i]?.[1] ?? 0), 0)],
    );
    await ingest(ctx, [...shops, { labels: {}, points: total }]);
    await deliver(ctx);
    expect(await anomaliesOf(ctx, {})).toMatchObject([{ contributions: null }]);
    const input = { metric: 'orders', sensitivity: 0.5, includeScores: false, explain: true };
    const { anomalies } = await detectFromRequest({ ctx, input });
    expect(anomalies).toMatchObject([{ siblings: { considered: 3, movedTogether: 1 } }]);
    expect(anomalies[0]?.contributionSummary).toMatch(
      /^of the 3 series that make it up 1 rose \(shop=b\); .* came from shop=b \(usually 3\d% of the sum of all 3\), no other shop moved$/,
    );
    const plain = await detectFromRequest({ ctx, input: { ...input, explain: false } });
    expect(plain.anomalies[0]).not.toHaveProperty('contributions');
  });
});
