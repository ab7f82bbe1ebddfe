import { beforeAll, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { FannedOutJob } from '../../test/support/fanned-out-job.ts';
import { addMetric, jobDocument, storedJob } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { batchesPath, runsPath } from '../firestore/paths.ts';
import { cancelForecastRun } from './cancel-forecast-run.ts';
import { deleteForecastJob } from './delete-forecast-job.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { FencedDatabase } from './fenced-database.ts';
import type { ForecastMetric } from './forecast-series.ts';
import { attemptsMax } from './limits.ts';

const minutes = 60;

// Sweeps see every organization, so this suite has a Firestore of its own.
let db: TestCtx['db'];

beforeAll(() => {
  db = isolatedDatabase();
});

const inTens = (series: number, spec: object = {}) =>
  FannedOutJob.begin(at(testContext({ db }), new Date('2026-11-21T13:00:01Z')), {
    series,
    seriesPerBatch: 10,
    spec: { schedule: '0 13 * * *', ...spec },
  });

/** A job whose run is split. */
async function split(series: number): Promise<FannedOutJob> {
  const job = await inTens(series);
  await job.deliverRun();
  return job;
}

/** One sweep; whether it handed out the run of the job. */
async function sweep(job: FannedOutJob): Promise<boolean> {
  const swept = at(job.ctx, job.now);
  swept.tasks.runs.length = 0;
  await dispatchDueJobs({ db: swept.db, tasks: swept.tasks, now: job.now });
  return swept.tasks.runs.some(({ jobId }) => jobId === job.task.jobId);
}

const stateOf = async (job: FannedOutJob) => ({ run: await job.run(), batches: await job.batches() });

const fire = () => new Error('the disk is on fire');

/** A forecast that stands still at a series until it is let go. */
function standingStill(job: FannedOutJob, place: number) {
  let letGo: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const forecastMetric: ForecastMetric = async (call) => {
    if (call.input.metricId === job.metricIds[place]) {
      arrived();
      await gate;
    }
    return job.keeps(call);
  };
  return { forecastMetric, reached, letGo: () => letGo() };
}

describe('tasks that are delivered twice', () => {
  test('that of the run changes nothing while its batches are handed out', async () => {
    const job = await split(30);
    const before = await stateOf(job);
    job.takeTasks();
    const again = await job.deliverRun({ workerId: 'worker-2' });
    expect(again).toMatchObject({ result: 'fanned-out', meter: { reads: 1, writes: 0 } });
    expect(await stateOf(job)).toEqual(before);
    expect(job.takeTasks()).toEqual([]);
  });

  test('that of a batch is refused while another worker is at it, and changes nothing after', async () => {
    const job = await split(30);
    const slow = standingStill(job, 3);
    const first = job.deliverBatch('batch_00001', slow);
    await slow.reached;
    await expect(job.deliverBatch('batch_00001', { workerId: 'worker-2' })).rejects.toMatchObject({
      code: 'aborted',
      reason: 'RUN_LEASE_HELD',
    });
    slow.letGo();
    expect((await first).result).toBe('fanned-out');
    const before = await stateOf(job);
    expect((await job.deliverBatch('batch_00001', { workerId: 'worker-2' })).result).toBe('fanned-out');
    expect(await stateOf(job)).toEqual(before);
    await job.deliverAll();
    const ended = await stateOf(job);
    expect((await job.deliverBatch('batch_00001')).result).toBe('run-over');
    expect((await job.deliverRun()).result).toBe('already-finished');
    expect(await stateOf(job)).toEqual(ended);
  });

  test('of two batches that are the last at the same time, one ends the run', async () => {
    const job = await split(20);
    const slow = [standingStill(job, 9), standingStill(job, 19)];
    const both = [
      job.deliverBatch('batch_00001', { ...slow[0], workerId: 'worker-1' }),
      job.deliverBatch('batch_00002', { ...slow[1], workerId: 'worker-2' }),
    ];
    await Promise.all(slow.map(({ reached }) => reached));
    for (const { letGo } of slow) letGo();
    const results = (await Promise.all(both)).map(({ result }) => result);
    expect(results.filter((result) => result === 'completed')).toHaveLength(1);
    expect(await job.run()).toMatchObject({
      state: 'completed',
      counts: { forecast: 20, skipped: 0, failed: 0 },
    });
    expect(await job.forecast()).toEqual(job.metricIds);
  });
});

describe('a plan', () => {
  test('does not count before it is marked: its batches do nothing', async () => {
    const job = await split(20);
    await job.runRef.update({ progress: null });
    const before = await stateOf(job);
    expect((await job.deliverBatch('batch_00001')).result).toBe('run-over');
    expect(await stateOf(job)).toEqual(before);
    expect(await job.forecast()).toEqual([]);
  });

  test('whose worker died is written anew, by what is selected then', async () => {
    const job = await split(30);
    // As it stands where the worker died before the mark.
    const asClaimed = {
      progress: null,
      leaseOwner: 'worker-1',
      leaseExpiresAt: new Date(job.now.getTime() - 1),
    };
    await job.runRef.update(asClaimed);
    job.takeTasks();
    const gone = job.metricIds.slice(0, 15);
    for (const metricId of gone)
      await db.firestore.doc(`organizations/${job.ctx.orgId}/metrics/${metricId}`).delete();
    expect((await job.deliverRun({ workerId: 'worker-2' })).result).toBe('fanned-out');
    const batches = await job.batches();
    expect([...batches.values()].flatMap(({ metricIds }) => metricIds)).toEqual(job.metricIds.slice(15));
    expect([...batches.keys()]).toEqual(['batch_00001', 'batch_00002']);
    expect((await job.deliverAll()).results).toEqual(['fanned-out', 'completed']);
  });

  test('of a worker that comes back late changes nothing', async () => {
    const job = await inTens(20);
    await job.runRef.update({
      state: 'running',
      leaseOwner: 'worker-1',
      attempt: 1,
      leaseExpiresAt: job.now,
    });
    const lease = { ref: job.runRef, owner: 'worker-1', attempt: 1, expiresAt: job.now };
    const late = new FencedDatabase(db, lease);
    await job.deliverRun({ workerId: 'worker-2' });
    const before = await stateOf(job);
    const erase = late.commit((writer) => writer.delete(job.batchesRef.doc('batch_00001')));
    await expect(erase).rejects.toThrow('another worker');
    expect(await stateOf(job)).toEqual(before);
  });
});

describe('a batch', () => {
  test('whose series meet unexpected errors is tried again, then stands as it is, and the others go on', async () => {
    const job = await split(20);
    const forecastMetric = job.failing(fire, (metricId) => metricId === job.metricIds[4]);
    for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
      await expect(job.deliverBatch('batch_00001', { forecastMetric })).rejects.toMatchObject({
        code: 'unavailable',
        reason: 'RUN_INTERRUPTED',
      });
      expect((await job.batches()).get('batch_00001')).toMatchObject({
        state: 'pending',
        message: `attempt ${attempt} of 5 did not end well: an unexpected error, which is in the log`,
      });
    }
    await expect(job.deliverBatch('batch_00001', { forecastMetric })).rejects.toThrow('on fire');
    expect((await job.deliverBatch('batch_00002')).result).toBe('completed');
    expect(await job.run()).toMatchObject({
      message: `19 of 20 series forecast; ${job.metricIds[4]} failed: an unexpected error, which is in the log`,
      attempt: 1,
      outcomes: [{ metricId: job.metricIds[4], outcome: 'failed', reason: 'error' }],
    });
  });

  test('from which no worker comes back is given up, and its series are failed', async () => {
    const job = await split(20);
    await job.batchesRef.doc('batch_00001').update({
      state: 'running',
      attempt: attemptsMax,
      leaseOwner: 'worker-9',
      leaseExpiresAt: job.now,
    });
    await job.deliverBatch('batch_00002');
    expect((await job.deliverBatch('batch_00001')).result).toBe('completed');
    const { counts, outcomes } = await job.run();
    expect(counts).toEqual({ forecast: 10, skipped: 0, failed: 10 });
    expect(outcomes[0]?.message).toBe('given up after 5 attempts; the last word was: waiting for a worker');
    expect(await job.forecast()).toEqual(job.metricIds.slice(10));
  });

  test('of a worker that stood still until its lease had expired takes nothing from its successor', async () => {
    const job = await split(20);
    const slow = standingStill(job, 2);
    const late = job.deliverBatch('batch_00001', slow);
    await slow.reached;
    job.later(6 * minutes);
    await job.deliverBatch('batch_00001', { workerId: 'worker-2' });
    const before = await stateOf(job);
    slow.letGo();
    expect((await late).result).toBe('superseded');
    expect(await stateOf(job)).toEqual(before);
    expect((await job.deliverBatch('batch_00002')).result).toBe('completed');
    expect((await job.batches()).get('batch_00001')?.attempt).toBe(2);
  });

  test('that somebody deleted by hand counts its series as failed', async () => {
    const job = await split(20);
    await job.batchesRef.doc('batch_00002').delete();
    expect((await job.deliverBatch('batch_00002')).result).toBe('gone');
    expect((await job.deliverBatch('batch_00001')).result).toBe('completed');
    expect(await job.run()).toMatchObject({
      message: '10 of 20 series forecast; the batches of 10 series are gone',
      counts: { forecast: 10, skipped: 0, failed: 10 },
    });
  });
});

describe('tasks that are lost', () => {
  test('of batches are found by the sweep, and only those that nobody is at are handed out again', async () => {
    const job = await split(40);
    job.takeTasks();
    await job.deliverBatch('batch_00001');
    job.later(9 * minutes);
    const slow = standingStill(job, 12);
    const held = job.deliverBatch('batch_00002', slow);
    await slow.reached;
    expect(await sweep(job)).toBe(false);
    job.later(4.9 * minutes);
    // The lease of the run has run out, that of the second batch has not.
    await job.runRef.update({ leaseExpiresAt: job.now });
    expect(await sweep(job)).toBe(true);
    expect(await job.run()).toMatchObject({
      state: 'running',
      message: 'handed out again: none of its batches was heard of in time',
      leaseOwner: null,
    });
    const { tasks = 0 } = (await job.run()).cost ?? {};
    expect(await job.deliverRun({ workerId: 'worker-2' })).toMatchObject({
      result: 'fanned-out',
      meter: { reads: 1 + 1 + 3 + 1, writes: 1 },
    });
    expect(job.ctx.tasks.batches.map(({ batchId }) => batchId)).toEqual(['batch_00003', 'batch_00004']);
    expect(await job.run()).toMatchObject({ leaseOwner: 'batches', attempt: 1, cost: { tasks: tasks + 2 } });
    slow.letGo();
    await held;
    expect((await job.deliverAll()).results).toEqual(['fanned-out', 'completed']);
  });

  test('of a run all of whose batches are done ends it', async () => {
    const job = await split(20);
    const now = job.now;
    await job.deliverBatch('batch_00001');
    await job.batchesRef.doc('batch_00002').update({
      state: 'done',
      counts: { forecast: 0, skipped: 10, failed: 0 },
      finishedAt: now,
    });
    job.later(11 * minutes);
    expect(await sweep(job)).toBe(true);
    expect((await job.deliverRun()).result).toBe('completed');
    expect((await job.run()).counts).toEqual({ forecast: 10, skipped: 10, failed: 0 });
    expect(await sweep(job)).toBe(false);
  });

  test('again and again make it wait longer', async () => {
    const job = await split(20);
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await job.runRef.update({ leaseExpiresAt: job.now });
      await sweep(job);
      await job.deliverRun();
      waits.push(((await job.run()).leaseExpiresAt?.getTime() ?? 0) - job.now.getTime());
    }
    expect(waits.map((ms) => ms / 60_000)).toEqual([20, 30, 40, 50]);
  });

  test('while a worker of a batch lives, it keeps the sweep away', async () => {
    const job = await split(20);
    const ticking: ForecastMetric = async (call) => {
      job.later(2 * minutes);
      expect(await sweep(job)).toBe(false);
      return job.keeps(call);
    };
    await job.deliverBatch('batch_00001', { forecastMetric: ticking });
    expect(await sweep(job)).toBe(false);
  });
});

describe('a run in batches that somebody ends', () => {
  test('by cancelling: its batches stop within seconds, and nothing is written after', async () => {
    const job = await split(30);
    const input = { jobId: job.task.jobId, runId: job.task.runId };
    let series = 0;
    const forecastMetric: ForecastMetric = async (call) => {
      series += 1;
      job.later(6);
      if (series === 3) await cancelForecastRun({ ctx: at(job.ctx, job.now), input });
      return job.keeps(call);
    };
    expect((await job.deliverBatch('batch_00001', { forecastMetric })).result).toBe('superseded');
    expect(series).toBe(4);
    const { results } = await job.deliverAll();
    expect(results).toEqual(['run-over', 'run-over', 'run-over']);
    expect((await job.deliverRun()).result).toBe('already-finished');
    expect(await job.run()).toMatchObject({
      state: 'skipped',
      message: 'cancelled by user:ada',
      leaseOwner: null,
      counts: { forecast: 0, skipped: 0, failed: 0 },
    });
    expect(await job.forecast()).toHaveLength(4);
    job.later(60 * minutes);
    expect(await sweep(job)).toBe(false);
  });

  test('by deleting the job in the console, while a batch is under way', async () => {
    const job = await split(20);
    const forecastMetric: ForecastMetric = async (call) => {
      await jobDocument(job.ctx, job.task.jobId).delete();
      job.later(11);
      return job.keeps(call);
    };
    expect((await job.deliverBatch('batch_00001', { forecastMetric })).result).toBe('superseded');
    expect(await job.run()).toMatchObject({ state: 'skipped', message: 'the job was deleted' });
    expect((await jobDocument(job.ctx, job.task.jobId).get()).exists).toBe(false);
  });

  test('by deleting the job in the console, when nobody is at it: the sweep finds it', async () => {
    const job = await split(20);
    await jobDocument(job.ctx, job.task.jobId).delete();
    job.later(11 * minutes);
    expect(await sweep(job)).toBe(true);
    expect((await job.deliverRun()).result).toBe('skipped');
    expect((await job.deliverAll()).results).toEqual(['run-over', 'run-over']);
  });

  test('by deleting the job through the API: nothing of it is left, and nothing is brought back', async () => {
    const job = await split(30);
    const slow = standingStill(job, 2);
    const late = job.deliverBatch('batch_00001', slow);
    await slow.reached;
    await deleteForecastJob({ ctx: at(job.ctx, job.now), input: { jobId: job.task.jobId } });
    slow.letGo();
    expect((await late).result).toBe('superseded');
    expect((await job.deliverAll()).results).toEqual(['gone', 'gone', 'gone']);
    const { orgId, jobId, runId } = job.task;
    for (const path of [runsPath(orgId, jobId), batchesPath(orgId, jobId, runId)]) {
      expect(await db.firestore.collection(path).listDocuments()).toEqual([]);
    }
    expect((await jobDocument(job.ctx, jobId).get()).exists).toBe(false);
    expect(await job.forecast()).toEqual(job.metricIds.slice(0, 2));
  });

  test('leaves the status of the job to the run that ended', async () => {
    const job = await split(20);
    const input = { jobId: job.task.jobId, runId: job.task.runId };
    await addMetric(job.ctx, 'load', { host: 'late' });
    await cancelForecastRun({ ctx: at(job.ctx, job.now), input });
    await job.deliverAll();
    const { status } = await storedJob(job.ctx, job.task.jobId);
    expect(status.lastRun).toMatchObject({ state: 'skipped', message: 'cancelled by user:ada' });
  });
});
