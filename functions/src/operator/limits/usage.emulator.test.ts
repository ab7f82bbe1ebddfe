import { describe, expect, it } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { emulatorFirestore, separateFirestore } from '../../../test/support/firestore.ts';
import { limitedAt, limitedContext, setLimits } from '../../../test/support/limited-organization.ts';
import { collection, counterDocument } from '../../firestore/collections.ts';
import { Database } from '../../firestore/database.ts';
import { getUsage } from './get-usage.ts';
import { rollUpUsage } from './roll-up-usage.ts';
import { synchronise } from './synchronise.ts';

const day = '2026-11-21';
const later = (ms: number) => new Date(Date.parse(`${day}T12:00:00Z`) + ms);
const dayOf = async (orgId: string, name = day) =>
  (await collection(emulatorFirestore(), orgId, 'usage').doc(name).get()).data();
const database = () => new Database(emulatorFirestore());

/** Sums up what is to be summed up, also what other suites left. */
async function rollUp(now: Date) {
  const db = database();
  let summary = await rollUpUsage({ db, now });
  const drifted = [...summary.drifted];
  while (summary.full) {
    summary = await rollUpUsage({ db, now });
    drifted.push(...summary.drifted);
  }
  return { ...summary, drifted };
}

describe('the account of an organization', () => {
  it('costs six reads at first, and nothing while it is in use', async () => {
    const ctx = limitedContext();
    await ctx.usage.takePoints(5);
    // One more counts the series of an organization that has no counter yet.
    expect([ctx.db.meter.reads, ctx.db.meter.writes]).toEqual([7, 0]);
    const again = limitedAt(ctx, later(9 * 60_000));
    await again.usage.takePoints(5);
    await again.usage.takeForecasts(1);
    await again.usage.limits();
    again.usage.count({ requests: 1 });
    expect([again.db.meter.reads, again.db.meter.writes]).toEqual([0, 0]);
  });

  it('is read once for calls that come at the same time', async () => {
    const ctx = limitedContext();
    await setLimits(ctx.orgId, { plan: 'free' });
    const calls = Array.from({ length: 5 }, () => limitedAt(ctx, ctx.now));
    const plans = await Promise.all(calls.map(async ({ usage }) => (await usage.limits()).plan));
    expect(plans).toEqual(calls.map(() => 'free'));
    expect(calls.map(({ db }) => db.meter.reads)).toEqual([7, 0, 0, 0, 0]);
  });

  it('puts off one writing down for all that is counted until then', async () => {
    const ctx = limitedContext();
    await ctx.usage.takePoints(5);
    ctx.usage.count({ requests: 1 });
    limitedAt(ctx, later(1_000)).usage.count({ requests: 1 });
    expect(ctx.deferred.waiting).toHaveLength(1);
    await ctx.deferred.run();
    expect(ctx.usage.usage.isWritten).toBe(true);
    limitedAt(ctx, later(2_000)).usage.count({ requests: 1 });
    expect(ctx.deferred.waiting).toHaveLength(1);
  });

  it('knows what another instance took, once both wrote it down', async () => {
    const here = limitedContext();
    await setLimits(here.orgId, { limits: { pointsPerDay: 100, forecastsPerDay: 10 } });
    const there = limitedContext({ orgId: here.orgId, firestore: separateFirestore() });
    expect(await here.usage.takePoints(70)).toBe(70);
    expect(await there.usage.takePoints(70)).toBe(70);
    await here.deferred.run();
    await there.deferred.run();
    limitedAt(here, later(1)).usage.count({ requests: 1 });
    await here.deferred.run();
    // 40 too many is what they did not know of each other; there is nothing left for either.
    expect(await there.usage.takePoints(1)).toBe(0);
    expect(await here.usage.takePoints(1)).toBe(0);
    await expect(here.usage.takeForecasts(11)).rejects.toMatchObject({
      reason: 'QUOTA_EXCEEDED',
      code: 'resource-exhausted',
      extensions: { quota: 'forecastsPerDay', limit: 10, left: 10, startsAnewAt: '2026-11-22T00:00:00.000Z' },
      retryAfterSeconds: 12 * 3_600,
    });
  });

  it('knows new limits of the plan within a minute of use, and begins each day anew', async () => {
    const ctx = limitedContext();
    await setLimits(ctx.orgId, { limits: { pointsPerDay: 10 } });
    expect(await ctx.usage.takePoints(20)).toBe(10);
    await setLimits(ctx.orgId, { limits: { pointsPerDay: 15 } });
    await ctx.deferred.run();
    expect(await ctx.usage.takePoints(20)).toBe(5);
    expect(await limitedAt(ctx, later(12 * 3_600_000)).usage.takePoints(20)).toBe(15);
  });

  it('is not the account of another organization', async () => {
    const ctx = limitedContext();
    const foreign = limitedContext();
    await setLimits(ctx.orgId, { limits: { pointsPerDay: 10 } });
    expect(await ctx.usage.takePoints(20)).toBe(10);
    expect(await foreign.usage.takePoints(20)).toBe(20);
    await ctx.deferred.run();
    const { days } = await getUsage({ ctx: limitedAt(foreign, later(1)), input: {} });
    expect(days.map(({ points }) => points)).toEqual([20]);
  });
});

describe('counts', () => {
  it('count once, however often they are written down', async () => {
    const ctx = limitedContext();
    ctx.usage.count({ points: 5, tasks: 1 });
    const call = { db: database(), orgId: ctx.orgId, usage: ctx.usage.usage, now: ctx.now };
    const failing = Object.assign(database(), {
      commit: async (build: Parameters<Database['commit']>[0]) => {
        await database().commit(build);
        throw new Error('the answer was lost');
      },
    });
    await expect(synchronise({ ...call, db: failing })).rejects.toThrow('lost');
    await synchronise(call);
    await synchronise(call);
    await rollUp(ctx.now);
    await rollUp(ctx.now);
    expect(await dayOf(ctx.orgId)).toMatchObject({ points: 5, tasks: 1 });
  });

  it('of many instances are one document a day', async () => {
    const here = limitedContext();
    const instances = [
      here,
      ...Array.from({ length: 5 }, () =>
        limitedContext({ orgId: here.orgId, firestore: separateFirestore() }),
      ),
    ];
    for (const { usage, deferred } of instances) {
      usage.count({ requests: 1, documentWrites: 100_000 });
      await deferred.run();
    }
    here.usage.count({ requests: 1 });
    await here.deferred.run();
    await rollUp(here.now);
    const stored = await dayOf(here.orgId);
    expect(stored).toMatchObject({ requests: 7, documentWrites: 600_000 + 7 });
    expect(stored?.estimatedCost).toBeCloseTo(600_007 * (0.09 / 100_000) + 7 * (0.4 / 1_000_000), 9);
    expect(stored?.expireAt?.toISOString().slice(0, 10)).toBe('2027-12-26');
    const shards = await emulatorFirestore()
      .collection(`organizations/${here.orgId}/usage/${day}/usage_shards`)
      .get();
    expect(shards.docs.map((shard) => shard.get('pending'))).not.toContain(true);
  });

  it('go to the day that they were of', async () => {
    const ctx = limitedContext();
    ctx.usage.count({ requests: 1 });
    limitedAt(ctx, later(13 * 3_600_000)).usage.count({ requests: 2 });
    await ctx.deferred.run();
    await rollUp(later(13 * 3_600_000));
    expect([(await dayOf(ctx.orgId))?.requests, (await dayOf(ctx.orgId, '2026-11-22'))?.requests]).toEqual([
      1, 2,
    ]);
  });
});

describe('the counter of series', () => {
  it('begins with the series that are there, and is put right once a day', async () => {
    const ctx = limitedContext();
    const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
    for (const id of ['met_1', 'met_2'])
      await ctx.db.firestore.doc(`${metrics.path}/${id}`).set({ key: 'load' });
    const counter = counterDocument(ctx.db.firestore, ctx.orgId, 'series');
    expect(await ctx.usage.takeSeries(1)).toEqual({ granted: 1, limit: null });
    expect((await counter.get()).data()?.count).toBe(2);
    await counter.update({ count: 7 });
    await ctx.deferred.run();
    const { drifted } = await rollUp(ctx.now);
    expect(drifted.filter(({ orgId }) => orgId === ctx.orgId)).toEqual([{ orgId: ctx.orgId, by: -5 }]);
    expect((await counter.get()).data()?.count).toBe(2);
    await counter.update({ count: 7 });
    ctx.usage.count({ requests: 1 });
    await ctx.deferred.run();
    await rollUp(ctx.now);
    expect((await counter.get()).data()?.count).toBe(7);
  });
});

describe('getUsage', () => {
  it('tells what is used and left, today as it is now', async () => {
    const ctx = limitedContext();
    await setLimits(ctx.orgId, { plan: 'team', limits: { series: 5, channels: 'many' } });
    await ctx.usage.takePoints(30);
    await ctx.usage.takeForecasts(2);
    await ctx.usage.takeSeries(4);
    const answer = await getUsage({ ctx, input: {} });
    expect(answer).toMatchObject({ plan: 'team', problems: [{ pointer: '/limits/channels' }] });
    const quotas = Object.fromEntries(answer.quotas.map(({ name, used, left }) => [name, [used, left]]));
    expect(quotas).toMatchObject({
      pointsPerDay: [30, 19_999_970],
      forecastsPerDay: [2, 49_998],
      forecastJobs: [0, 200],
      channels: [0, 50],
      members: [0, 50],
    });
    expect(answer.days).toMatchObject([{ day, points: 30, forecasts: 2, series: 4 }]);
    expect(answer.total.points).toBe(30);
  });

  it('takes the days that are asked for, the latest first', async () => {
    const ctx = limitedContext();
    ctx.usage.count({ requests: 1 });
    await ctx.deferred.run();
    await rollUp(ctx.now);
    const tomorrow = limitedAt(ctx, later(86_400_000));
    tomorrow.usage.count({ requests: 2 });
    const days = async (input: object) =>
      (await getUsage({ ctx: tomorrow, input })).days.map((one) => [one.day, one.requests]);
    expect(await days({})).toEqual([
      ['2026-11-22', 2],
      ['2026-11-21', 1],
    ]);
    expect(await days({ to: '2026-11-21' })).toEqual([['2026-11-21', 1]]);
    expect(await days({ from: '2026-11-22' })).toEqual([['2026-11-22', 2]]);
    await expect(days({ from: '2026-01-01' })).rejects.toMatchObject({ reason: 'VALIDATION_FAILED' });
    await expect(days({ from: '2026-11-23', to: '2026-11-21' })).rejects.toMatchObject({
      fields: [{ pointer: '/from' }],
    });
  });

  it('needs the permission', async () => {
    const ctx = testContext({ permissions: ['metrics:read'] });
    await expect(getUsage({ ctx, input: {} })).rejects.toMatchObject({ code: 'permission-denied' });
  });
});
