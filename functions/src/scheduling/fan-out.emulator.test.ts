import { describe, expect, test } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { FannedOutJob } from '../../test/support/fanned-out-job.ts';
import { addMetric, jobDocument, storedJob } from '../../test/support/forecast-jobs.ts';
import { DomainError } from '../contracts/errors.ts';
import { collection } from '../firestore/collections.ts';
import { batchesPerCommit } from './limits.ts';

const inTens = (series: number, spec: object = {}) =>
  FannedOutJob.begin(testContext(), { series, seriesPerBatch: 10, spec });

const empty = () => new DomainError('failed-precondition', 'SERIES_EMPTY', 'the series has no points');

describe('a run over more series than one task takes', () => {
  test('is split into batches in the order of its series, and says how far it is', async () => {
    const job = await inTens(25);
    expect((await job.deliverRun()).result).toBe('fanned-out');
    const ids = ['batch_00001', 'batch_00002', 'batch_00003'];
    expect(job.ctx.tasks.batches).toEqual(ids.map((batchId) => ({ ...job.task, batchId })));
    const batches = await job.batches();
    expect([...batches.keys()]).toEqual(ids);
    expect([...batches.values()].flatMap(({ metricIds }) => metricIds)).toEqual(job.metricIds);
    expect([...batches.values()].map(({ metricIds }) => metricIds.length)).toEqual([10, 10, 5]);
    const { spec } = await storedJob(job.ctx, job.task.jobId);
    expect(await job.run()).toMatchObject({
      state: 'running',
      message: '0 of 25 series done, in 0 of 3 batches',
      attempt: 1,
      leaseOwner: 'batches',
      spec,
      progress: { series: 25, batches: 3, batchesDone: 0, forecast: 0, skipped: 0, failed: 0, asOf: job.now },
    });
  });

  test('ends with its last batch, with counts, and its job is told', async () => {
    const job = await inTens(25);
    await job.deliverRun();
    job.later(30);
    expect((await job.deliverAll()).results).toEqual(['fanned-out', 'fanned-out', 'completed']);
    const message = '25 of 25 series forecast';
    const counts = { forecast: 25, skipped: 0, failed: 0 };
    expect(await job.run()).toMatchObject({
      state: 'completed',
      message,
      counts,
      outcomes: [],
      progress: { series: 25, batches: 3, batchesDone: 3, ...counts },
      leaseOwner: null,
      leaseExpiresAt: null,
      finishedAt: job.now,
      durationMs: 30_000,
    });
    expect(await job.forecast()).toEqual(job.metricIds);
    const { status } = await storedJob(job.ctx, job.task.jobId);
    expect(status).toMatchObject({
      seriesSelected: 25,
      problems: [],
      lastRun: { runId: job.task.runId, state: 'completed', message },
    });
    const outcomes = [...(await job.batches()).values()].flatMap((batch) => batch.outcomes);
    expect(outcomes.map(({ metricId, outcome }) => [metricId, outcome])).toEqual(
      job.metricIds.map((metricId) => [metricId, 'forecast']),
    );
  });

  test('is done in one task where one takes them all', async () => {
    const job = await inTens(10);
    expect((await job.deliverRun()).result).toBe('completed');
    expect(await job.batches()).toEqual(new Map());
    expect(await job.run()).toMatchObject({
      progress: null,
      counts: { forecast: 10, skipped: 0, failed: 0 },
    });
  });

  test('tells how far it is while it goes on, every five seconds at the most', async () => {
    const job = await inTens(40);
    await job.deliverRun();
    const seen: unknown[] = [];
    for (const seconds of [4, 4, 4, 4]) {
      job.later(seconds);
      const [next] = [...(await job.batches())].find(([, { state }]) => state === 'pending') ?? [];
      await job.deliverBatch(next ?? '');
      const { message, progress } = await job.run();
      seen.push([message, progress?.batchesDone, progress?.forecast]);
    }
    expect(seen).toEqual([
      ['0 of 40 series done, in 0 of 4 batches', 0, 0],
      ['20 of 40 series done, in 2 of 4 batches', 2, 20],
      ['20 of 40 series done, in 2 of 4 batches', 2, 20],
      ['40 of 40 series forecast', 4, 40],
    ]);
  });

  test('names what was not forecast, what failed first, and the rest in its batches', async () => {
    const job = await inTens(30);
    const [early = '', , bad = ''] = job.metricIds;
    const fails = job.failing(
      () => new DomainError('invalid-argument', 'TOO_LONG', 'too far ahead'),
      (id) => id === bad,
    );
    const forecastMetric: typeof fails = async (call) => {
      if (call.input.metricId === early) throw empty();
      return fails(call);
    };
    await job.deliverRun();
    expect((await job.deliverAll({ forecastMetric })).results.at(-1)).toBe('completed');
    const run = await job.run();
    expect(run.message).toBe(`28 of 30 series forecast; ${bad} failed: too far ahead (and 1 more)`);
    expect(run.counts).toEqual({ forecast: 28, skipped: 1, failed: 1 });
    expect(run.outcomes.map(({ metricId, outcome, reason }) => [metricId, outcome, reason])).toEqual([
      [bad, 'failed', 'refused'],
      [early, 'skipped', 'no-data'],
    ]);
    expect(await job.forecast()).toEqual(job.metricIds.filter((id) => id !== bad && id !== early));
  });

  test('names a hundred at the most, and is failed where more failed than the spec allows', async () => {
    const job = await inTens(120, { failWhen: { failedShare: 0.5 } });
    const spared = new Set(job.metricIds.slice(0, 5));
    const forecastMetric = job.failing(
      () => new DomainError('invalid-argument', 'TOO_LONG', 'too far ahead'),
      (id) => !spared.has(id),
    );
    await job.deliverRun();
    expect((await job.deliverAll({ forecastMetric })).results.at(-1)).toBe('failed');
    const run = await job.run();
    expect(run.outcomes).toHaveLength(100);
    expect(run.message).toBe(
      `115 of 120 series failed, more than the 50 % that the spec allows; 5 of 120 series forecast; ${job.metricIds[5]} failed: too far ahead (and 114 more)`,
    );
    expect((await storedJob(job.ctx, job.task.jobId)).status.failuresInRow).toBe(1);
  });

  test('is skipped where no series has data', async () => {
    const job = await inTens(11);
    await job.deliverRun();
    expect((await job.deliverAll({ forecastMetric: job.failing(empty) })).results.at(-1)).toBe('skipped');
    expect((await job.run()).counts).toEqual({ forecast: 0, skipped: 11, failed: 0 });
  });
});

describe('series that are late', () => {
  const skipsLate = { freshness: { maxAge: '6h', whenStale: 'skip' } };

  async function withLate(series: number, late: number) {
    const job = await inTens(series, skipsLate);
    const metrics = collection(job.ctx.db.firestore, job.ctx.orgId, 'metrics');
    const lastPointAt = new Date(job.now.getTime() - 8 * 3_600_000);
    await Promise.all(job.metricIds.slice(0, late).map((id) => metrics.doc(id).update({ lastPointAt })));
    return job;
  }

  test('stand in batches that are done from the beginning, and in the end of the run', async () => {
    const job = await withLate(30, 12);
    await job.deliverRun();
    const batches = [...(await job.batches()).values()];
    expect(batches.map(({ state, metricIds }) => [state, metricIds.length])).toEqual([
      ['pending', 10],
      ['pending', 8],
      ['done', 10],
      ['done', 2],
    ]);
    expect(job.ctx.tasks.batches).toHaveLength(2);
    expect((await job.run()).progress).toMatchObject({
      batches: 4,
      batchesDone: 2,
      skipped: 12,
      forecast: 0,
    });
    await job.deliverAll();
    const { state, counts, outcomes } = await job.run();
    expect([state, counts]).toEqual(['completed', { forecast: 18, skipped: 12, failed: 0 }]);
    expect(outcomes.map(({ metricId, reason }) => [metricId, reason])).toEqual(
      job.metricIds.slice(0, 12).map((metricId) => [metricId, 'stale']),
    );
  });

  test('all of them end the run without a task', async () => {
    const job = await withLate(15, 15);
    expect((await job.deliverRun()).result).toBe('skipped');
    expect(job.ctx.tasks.batches).toEqual([]);
    expect(await job.run()).toMatchObject({
      state: 'skipped',
      counts: { forecast: 0, skipped: 15, failed: 0 },
    });
  });
});

describe('what a run in batches costs', () => {
  /** The fake forecast of a series: whether the batch is still the worker's, and two documents. */
  const forecastOf = { reads: 1, writes: 2 };

  test.each([
    [60, 10],
    [120, 10],
    [204, 2],
  ])('grows with its %d series, %d in a batch, no faster, and the run says it', async (series, each) => {
    const job = await FannedOutJob.begin(testContext(), { series, seriesPerBatch: each });
    const batches = series / each;
    const plan = await job.deliverRun();
    // Claim 2, selection, a look at the lease for each hundred batches, one for the mark, and one for handing out.
    expect(plan.meter.reads).toBe(2 + series + Math.ceil(batches / batchesPerCommit) + 2);
    expect(plan.meter.writes).toBe(1 + batches + 2);
    expect(job.ctx.tasks.batches).toHaveLength(batches);
    const { meters } = await job.deliverAll();
    const [first] = meters;
    // Run and job, the claim, the forecasts, the end; then the run, and whether a batch is left.
    const eachReads = 3 + each * forecastOf.reads + 1 + 2;
    expect(first).toMatchObject({ reads: eachReads, writes: 2 + each * forecastOf.writes });
    const sum = (of: 'reads' | 'writes') => meters.reduce((all, meter) => all + meter[of], 0);
    // The end: every batch, run and job.
    expect(sum('reads')).toBe(batches * eachReads + batches + 2);
    expect(sum('writes')).toBe(batches * (2 + each * forecastOf.writes) + 2);
    expect((await job.run()).cost).toEqual({
      documentReads: plan.meter.reads + sum('reads'),
      documentWrites: plan.meter.writes + sum('writes'),
      tasks: 1 + batches,
    });
  });

  test('progress costs four reads more and one write, and is counted', async () => {
    const job = await inTens(30);
    const plan = await job.deliverRun();
    job.later(6);
    const { meters } = await job.deliverAll();
    const spent = [plan.meter, ...meters];
    const sum = (of: 'reads' | 'writes') => spent.reduce((all, meter) => all + meter[of], 0);
    expect((meters[0]?.reads ?? 0) - (meters[1]?.reads ?? 0)).toBe(4);
    expect((meters[0]?.writes ?? 0) - (meters[1]?.writes ?? 0)).toBe(1);
    expect((await job.run()).cost).toMatchObject({
      documentReads: sum('reads'),
      documentWrites: sum('writes'),
    });
  });
});

describe('what becomes of the job meanwhile', () => {
  test.each([
    ['paused', { 'spec.paused': true }],
    ['edited', { 'spec.selector.metric': 'no.such.metric', 'spec.horizon': 3 }],
    ['made wrong', { 'spec.schedule': 'hourly' }],
  ])('%s: a run that is split goes on by its spec', async (_, change) => {
    const job = await inTens(20);
    await job.deliverRun();
    await jobDocument(job.ctx, job.task.jobId).update(change);
    const horizons = new Set<number>();
    const { results } = await job.deliverAll({
      forecastMetric: async (call) => {
        horizons.add(call.input.options.horizon);
        return job.keeps(call);
      },
    });
    expect(results).toEqual(['fanned-out', 'completed']);
    expect([...horizons]).toEqual([24]);
    const { status } = await storedJob(job.ctx, job.task.jobId);
    expect(status.lastRun).toMatchObject({ state: 'completed' });
  });

  test('deleted in the console: the run ends with the next look, and nothing is brought back', async () => {
    const job = await inTens(30);
    await job.deliverRun();
    const [first, second] = job.takeTasks();
    await job.deliverBatch(first?.batchId ?? '');
    await jobDocument(job.ctx, job.task.jobId).delete();
    expect((await job.deliverBatch(second?.batchId ?? '')).result).toBe('run-over');
    expect(await job.run()).toMatchObject({
      state: 'skipped',
      message: 'the job was deleted',
      leaseExpiresAt: null,
    });
    expect((await jobDocument(job.ctx, job.task.jobId).get()).exists).toBe(false);
    expect(await job.forecast()).toEqual(job.metricIds.slice(0, 10));
  });
});

test('another organization gets nowhere with the tasks of a run', async () => {
  const job = await inTens(20);
  const stranger = testContext();
  await addMetric(stranger, 'load', { host: 'theirs' });
  await expect(job.deliverRun({ within: stranger })).rejects.toMatchObject({ code: 'not-found' });
  await job.deliverRun();
  const before = [await job.run(), await job.batches()];
  await expect(job.deliverBatch('batch_00001', { within: stranger })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect([await job.run(), await job.batches()]).toEqual(before);
});

test('a worker without the permission to forecast is refused', async () => {
  const job = await inTens(20);
  await job.deliverRun();
  const within = { ...job.ctx, permissions: new Set(['forecast-jobs:read'] as const) };
  await expect(job.deliverBatch('batch_00001', { within })).rejects.toMatchObject({
    code: 'permission-denied',
  });
});
