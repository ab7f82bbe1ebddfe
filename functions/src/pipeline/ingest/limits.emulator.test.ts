import { describe, expect, it } from 'vitest';
import { separateFirestore } from '../../../test/support/firestore.ts';
import {
  type LimitedCtx,
  limitedAt,
  limitedContext,
  setLimits,
} from '../../../test/support/limited-organization.ts';
import { collection, counterDocument } from '../../firestore/collections.ts';
import { ingestJson } from './ingest-json.ts';
import { ingestCsv } from './ingest-text.ts';

const start = Date.parse('2026-11-20T00:00:00Z');
const at = (minute: number) => start + minute * 60_000;

interface Sent {
  readonly metric?: string;
  readonly labels?: Record<string, string>;
  readonly points: number;
}

const ingest = (ctx: LimitedCtx, series: readonly Sent[]) =>
  ingestJson({
    ctx,
    input: {
      body: {
        timestampUnit: 'ms',
        series: series.map(({ metric = 'load', labels = {}, points }) => ({
          metric,
          labels,
          points: Array.from({ length: points }, (_, k) => [at(k), k]),
        })),
      },
    },
  });

async function limitedBy(limits: object): Promise<LimitedCtx> {
  const ctx = limitedContext();
  await setLimits(ctx.orgId, { limits });
  return ctx;
}

const metricsOf = async ({ db, orgId }: LimitedCtx) =>
  (await collection(db.firestore, orgId, 'metrics').get()).docs.map((one) => one.data());

const hosts = (count: number, points = 1): Sent[] =>
  Array.from({ length: count }, (_, k) => ({ labels: { host: `h${k}` }, points }));

describe('the quota of points', () => {
  it('stores as many as are left, and refuses the rest point by point', async () => {
    const ctx = await limitedBy({ pointsPerDay: 5 });
    const answer = await ingest(ctx, [{ points: 3 }, { metric: 'errors', points: 4 }]);
    expect(answer).toMatchObject({ accepted: 5, rejected: 2, errorsOmitted: 0 });
    expect(answer.metrics.map(({ accepted }) => accepted)).toEqual([3, 2]);
    expect(answer.errors).toEqual(
      [2, 3].map((place) => ({
        pointer: `/series/1/points/${place}`,
        reason: 'QUOTA_EXCEEDED',
        detail: expect.stringContaining('2026-11-22T00:00:00.000Z'),
      })),
    );
  });

  it('refuses the whole batch when nothing is left, before anything is written', async () => {
    const ctx = await limitedBy({ pointsPerDay: 3 });
    await ingest(ctx, [{ points: 3 }]);
    const again = limitedAt(ctx, ctx.now);
    await expect(ingest(again, [{ metric: 'errors', points: 2 }])).rejects.toMatchObject({
      code: 'resource-exhausted',
      reason: 'QUOTA_EXCEEDED',
      retryAfterSeconds: 12 * 3_600,
      fields: [{ pointer: '/series/0/points/0' }, { pointer: '/series/0/points/1' }],
      extensions: { accepted: 0, rejected: 2, quota: 'pointsPerDay', limit: 3 },
    });
    expect([again.db.meter.reads, again.db.meter.writes]).toEqual([0, 0]);
    expect(again.tasks.analyses).toHaveLength(1);
    const tomorrow = limitedAt(ctx, new Date(ctx.now.getTime() + 86_400_000));
    expect((await ingest(tomorrow, [{ points: 2 }])).accepted).toBe(2);
  });

  it('takes nothing for points that could not be stored', async () => {
    const ctx = await limitedBy({ pointsPerDay: 10 });
    const away = {
      ...ctx,
      db: Object.assign(Object.create(ctx.db), { getAll: () => Promise.reject(new Error('away')) }),
    };
    await expect(ingest(away, [{ points: 8 }])).rejects.toThrow('away');
    expect((await ingest(ctx, [{ points: 8 }])).accepted).toBe(8);
  });
});

describe('the guard against too many series', () => {
  it('refuses new series past the limit, names the label that makes them, and stores points of those that are there', async () => {
    const ctx = await limitedBy({ series: 3 });
    await ingest(ctx, hosts(2));
    const exploding = Array.from({ length: 4 }, (_, k) => ({
      labels: { host: 'h0', request: `r${k}` },
      points: 2,
    }));
    const answer = await ingest(ctx, [...hosts(2, 3), ...exploding]);
    expect(answer).toMatchObject({ accepted: 6 + 2, rejected: 6 });
    expect(answer.metrics.map(({ created }) => created)).toEqual([false, false, true]);
    expect(answer.errors).toHaveLength(6);
    expect(answer.errors[0]).toEqual({
      pointer: '/series/3/points/0',
      reason: 'SERIES_LIMIT_REACHED',
      detail:
        'the organization has 3 series, as many as its plan allows: the label "request" has 4 values in this batch (host 2)',
    });
    expect(await metricsOf(ctx)).toHaveLength(3);
  });

  it('refuses new series of a metric key that has too many, and no other key', async () => {
    const ctx = await limitedBy({ seriesPerMetric: 3 });
    await ingest(ctx, hosts(2));
    const answer = await ingest(ctx, [...hosts(5), { metric: 'errors', points: 1 }]);
    expect(answer.metrics.map(({ key, created }) => [key, created])).toEqual([
      ['load', false],
      ['load', false],
      ['load', true],
      ['errors', true],
    ]);
    expect(answer.errors.map(({ reason, pointer }) => [reason, pointer])).toEqual([
      ['CARDINALITY_LIMIT_REACHED', '/series/3/points/0'],
      ['CARDINALITY_LIMIT_REACHED', '/series/4/points/0'],
    ]);
    await expect(ingest(ctx, [{ labels: { host: 'h9' }, points: 1 }])).rejects.toMatchObject({
      code: 'resource-exhausted',
      reason: 'CARDINALITY_LIMIT_REACHED',
      extensions: { metric: 'load', limit: 3 },
    });
  });

  it('lets so many be new within an hour', async () => {
    const ctx = await limitedBy({ newSeriesPerHour: 4 });
    const answer = await ingest(ctx, hosts(6));
    expect([answer.accepted, answer.rejected]).toEqual([4, 2]);
    expect(answer.errors[0]?.detail).toContain('more than 4 series would be new within an hour');
    const later = limitedAt(ctx, new Date(ctx.now.getTime() + 30 * 60_000));
    expect((await ingest(later, hosts(6))).metrics.filter(({ created }) => created)).toHaveLength(2);
  });

  it('looks for a refused series once a minute only, and makes no document for it', async () => {
    const ctx = await limitedBy({ series: 1 });
    await ingest(ctx, [{ points: 1 }]);
    await expect(ingest(ctx, hosts(1))).rejects.toMatchObject({ reason: 'SERIES_LIMIT_REACHED' });
    const again = limitedAt(ctx, ctx.now);
    await expect(ingest(again, hosts(1))).rejects.toMatchObject({ reason: 'SERIES_LIMIT_REACHED' });
    expect([again.db.meter.reads, again.db.meter.writes]).toEqual([0, 0]);
  });

  it('names the line of each point in CSV', async () => {
    const ctx = await limitedBy({ series: 1 });
    const text =
      'metric,host,timestamp,value\nload,a,2026-11-20T00:00:00Z,1\nload,b,2026-11-20T00:00:00Z,2\n';
    const answer = await ingestCsv({ ctx, input: { text, timestampUnit: 'auto' } });
    expect(answer.errors).toMatchObject([{ pointer: '/1', line: 3, reason: 'SERIES_LIMIT_REACHED' }]);
  });

  it('counts each series once where two instances make the same ones at the same time', async () => {
    const here = limitedContext();
    const there = limitedContext({ orgId: here.orgId, firestore: separateFirestore() });
    await Promise.all([here.usage.limits(), there.usage.limits()]);
    await Promise.all([ingest(here, hosts(20)), ingest(there, hosts(30))]);
    const counter = counterDocument(here.db.firestore, here.orgId, 'series');
    expect((await counter.get()).data()?.count).toBe(30);
    expect(await metricsOf(here)).toHaveLength(30);
  });

  it('costs known series no read and no write', async () => {
    const ctx = await limitedBy({ series: 5, seriesPerMetric: 5 });
    await ingest(ctx, hosts(5));
    const again = limitedAt(ctx, ctx.now);
    await ingest(again, hosts(5));
    expect([again.db.meter.reads, again.db.meter.writes]).toEqual([0, 5]);
  });
});
