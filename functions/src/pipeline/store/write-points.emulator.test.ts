import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { separateFirestore } from '../../../test/support/firestore.ts';
import { chunkCollection, collection } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import { normaliseJson } from '../normalise/from-json.ts';
import { metricIdOf } from '../normalise/metric-id.ts';
import { readPoints } from './read-points.ts';
import { writePoints } from './write-points.ts';

type Pair = readonly [at: number, value: number];

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 9, 30);
const id = metricIdOf('load', {});

async function write(ctx: TestCtx, points: readonly Pair[], metric = 'load'): Promise<void> {
  const { series } = normaliseJson({ series: [{ metric, points }], timestampUnit: 'ms' }, ctx.now);
  await writePoints(ctx, series);
}

async function readAll(ctx: TestCtx, metricId = id): Promise<Pair[]> {
  const { points } = await readPoints(ctx, metricId, {
    from: Date.UTC(1800, 0),
    to: ctx.now.getTime() + 2 * day,
  });
  return points.map((point) => [point.at, point.value]);
}

async function chunkIds(ctx: TestCtx, metricId = id): Promise<string[]> {
  return (await chunkCollection(ctx.db.firestore, ctx.orgId, metricId).get()).docs.map(
    (document) => document.id,
  );
}

const series = (count: number, stepMs: number, from = start): Pair[] =>
  Array.from({ length: count }, (_, index) => [from + index * stepMs, index]);

/** A deterministic shuffle: an order far from time's. */
const shuffled = (points: readonly Pair[]): Pair[] =>
  points
    .map((point, index): [number, Pair] => [(index * 7919) % points.length, point])
    .sort(([a], [b]) => a - b)
    .map(([, point]) => point);

describe('writePoints', () => {
  it('keeps one-second data over several days, whole and once', async () => {
    const ctx = testContext();
    const points = series(3 * 86_400, 1_000);
    for (let from = 0; from < points.length; from += 50_000)
      await write(ctx, points.slice(from, from + 50_000));
    expect(await readAll(ctx)).toEqual(points);
    expect(await chunkIds(ctx)).toHaveLength(72);
  }, 120_000);

  it('does not care for order: points of one month, shuffled and in small batches', async () => {
    const ctx = testContext();
    const points = series(480, hour);
    const mixed = shuffled(points);
    for (let from = 0; from < mixed.length; from += 100) await write(ctx, mixed.slice(from, from + 100));
    expect(await readAll(ctx)).toEqual(points);
  });

  it('changes nothing when the same batch comes twice', async () => {
    const ctx = testContext();
    const points = series(100, 60_000);
    await write(ctx, points);
    const before = (await chunkCollection(ctx.db.firestore, ctx.orgId, id).get()).docs.map((document) =>
      document.data(),
    );
    await write(at(ctx, new Date(ctx.now.getTime() + 60_000)), points);
    const after = (await chunkCollection(ctx.db.firestore, ctx.orgId, id).get()).docs.map((document) =>
      document.data(),
    );
    expect(after).toEqual(before);
    expect(await readAll(ctx)).toEqual(points);
  });

  it('lets the value that was written last count', async () => {
    const ctx = testContext();
    await write(ctx, series(10, hour));
    await write(ctx, [[start + 3 * hour, 99]]);
    expect((await readAll(ctx))[3]).toEqual([start + 3 * hour, 99]);
    expect(await readAll(ctx)).toHaveLength(10);
  });

  it("splits a batch across a chunk's boundary: the last instant before and the first after", async () => {
    const ctx = testContext();
    const boundary = Date.UTC(2026, 10, 1);
    const points: Pair[] = [
      [boundary - hour, 1],
      [boundary - 1, 2],
      [boundary, 3],
      [boundary + hour, 4],
    ];
    await write(ctx, series(48, hour, boundary - 3 * day));
    await write(ctx, points);
    expect(await chunkIds(ctx)).toEqual(['2026-10', '2026-11']);
    expect((await readAll(ctx)).slice(-4)).toEqual(points);
  });

  it('lays a series out finer when a batch is denser than its layout, and reads both layouts', async () => {
    const ctx = testContext();
    const hourly = series(48, hour);
    await write(ctx, hourly);
    const dense = series(20_000, 1_000, start + 2 * day);
    await write(ctx, dense);
    expect(await readAll(ctx)).toEqual([...hourly, ...dense]);
    const ids = await chunkIds(ctx);
    expect(ids).toContain('2026-10');
    expect(ids).toContain('2026-11-01T00');
  });

  it('lets a correction count that comes after the layout changed', async () => {
    const ctx = testContext();
    await write(ctx, series(48, hour));
    await write(ctx, series(6_000, 1_000, start + 3 * day));
    await write(ctx, [[start + 5 * hour, 77]]);
    const points = await readAll(ctx);
    expect(points).toContainEqual([start + 5 * hour, 77]);
    expect(points).toHaveLength(48 + 6_000);
  });

  it('splits on the way when a chunk is full although no batch was dense', async () => {
    const ctx = testContext();
    await write(ctx, series(24, hour));
    const chunk = chunkCollection(ctx.db.firestore, ctx.orgId, id).doc('2026-10');
    const crowd = Object.fromEntries(
      Array.from({ length: 29_500 }, (_, index) => [
        new Date(start + index * 1_001 + 7).toISOString(),
        index,
      ]),
    );
    await chunk.set({ points: crowd }, { merge: true });
    const more = series(2_900, 2_000, start + day + 1);
    await write(ctx, more);
    const points = await readAll(ctx);
    expect(points).toHaveLength(24 + 29_500 + 2_900);
    expect(points).toEqual(expect.arrayContaining([more[0], more.at(-1)]));
  });

  it('coalesces what concurrent requests write to one chunk', async () => {
    const ctx = testContext();
    await write(ctx, series(24, hour));
    const before = ctx.db.meter.writes;
    const later = series(40, hour, start + 2 * day).filter(
      ([instant]) => instant < Date.UTC(2026, 10, 1) + 20 * day,
    );
    await Promise.all(later.map((point) => write(ctx, [point])));
    expect(await readAll(ctx)).toHaveLength(64);
    expect(ctx.db.meter.writes - before).toBeLessThan(later.length / 2);
  });

  it('agrees with another instance that made the same series at the same time', async () => {
    const ctx = testContext();
    const other = { ...ctx, db: new Database(separateFirestore()) };
    const points = series(200, hour);
    await Promise.all([write(ctx, points.slice(0, 120)), write(other, points.slice(80))]);
    expect(await readAll(ctx)).toEqual(points);
    const metric = (await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(id).get()).data();
    expect(metric?.layout).toEqual({ span: 'month', generation: 1 });
  });

  it('writes below its own organization only', async () => {
    const ctx = testContext();
    const other = testContext();
    await write(ctx, series(10, hour));
    expect(await readAll(other)).toEqual([]);
    expect((await collection(other.db.firestore, other.orgId, 'metrics').get()).size).toBe(0);
  });
});

describe('the budget of storage', () => {
  const names = Array.from({ length: 100 }, (_, index) => `cpu_${index}`);

  it('100,000 points of 100 one-minute series cost at most 1,000 document writes, a series a batch', async () => {
    const ctx = testContext();
    for (const name of names) await write(ctx, series(1_000, 60_000), name);
    expect(ctx.db.meter.writes).toBeLessThanOrEqual(300);
  });

  it('the same in five batches of all series', async () => {
    const ctx = testContext();
    for (let from = 0; from < 1_000; from += 200) {
      const body = names.map((metric) => ({ metric, points: series(1_000, 60_000).slice(from, from + 200) }));
      await writePoints(ctx, normaliseJson({ series: body, timestampUnit: 'ms' }, ctx.now).series);
    }
    expect(ctx.db.meter.writes).toBeLessThanOrEqual(1_000);
  });

  it('reads nothing when the instance knows the series', async () => {
    const ctx = testContext();
    await write(ctx, series(10, hour));
    const warm = at(ctx, ctx.now);
    await write(warm, series(10, hour, start + 10 * hour));
    expect([warm.db.meter.reads, warm.db.meter.writes]).toEqual([0, 1]);
  });

  it('reads two years of hourly history in 25 documents', async () => {
    const ctx = testContext();
    const end = Date.UTC(2026, 10, 21);
    await write(ctx, series(17_520, hour, end - 17_520 * hour));
    const reading = at(ctx, ctx.now);
    expect(await readAll(reading)).toHaveLength(17_520);
    expect(reading.db.meter.reads).toBe(25);
  });
});
