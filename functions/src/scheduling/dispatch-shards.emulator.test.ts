import { FieldValue } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, test } from 'vitest';
import { RecordedTasks, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, jobDocument, storedJob } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { runCollection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { pendingMs } from './limits.ts';
import { shardOf } from './planner/shard-of.ts';
import { jitterMsMax } from './planner/start-at.ts';
import { reconcileJob } from './reconcile-job.ts';
import type { SweepLimits } from './sweep.ts';

const created = new Date('2026-11-21T04:30:00Z');
const due = new Date('2026-11-21T05:00:07Z');
const firstRun = 'run_20261121T050000Z';
const minute = 60_000;

// The sweep sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;

beforeEach(async () => {
  ctx = testContext({ db: isolatedDatabase(), now: created });
  await addMetric(ctx);
});

async function addObservedJob(owner: TestCtx = ctx, spec: object = hourlySpec): Promise<string> {
  const jobId = await addJob(owner, { spec });
  await reconcileJob({ ctx: owner, input: { jobId } });
  return jobId;
}

async function sweep(now: Date, limits?: SweepLimits, tasks = ctx.tasks) {
  const db = new Database(ctx.db.firestore);
  const summary = await dispatchDueJobs({ db, tasks, now, limits });
  return { ...summary, meter: db.meter };
}

const minutesAfter = (start: Date, minutes: number): Date => new Date(start.getTime() + minutes * minute);

const enqueuedJobs = (): string[] => ctx.tasks.runs.map(({ orgId, jobId }) => `${orgId}/${jobId}`).sort();

/** Jobs of two organizations, all due at 05:00, over nearly all shards. */
async function fortyJobs(): Promise<string[]> {
  const other = testContext({ db: ctx.db, now: created });
  await addMetric(other);
  const owners = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? ctx : other));
  const names = await Promise.all(
    owners.map(async (owner) => `${owner.orgId}/${await addObservedJob(owner)}`),
  );
  return names.sort();
}

/** Puts a job, and its runs, into the form that they had before there were shards, or before there were turns. */
async function asBefore(jobId: string, form: '' | 's2:' = ''): Promise<void> {
  const { status } = await storedJob(ctx, jobId);
  await jobDocument(ctx, jobId).update({
    'status.dueAt': FieldValue.delete(),
    ...(form === '' && { 'status.shard': FieldValue.delete() }),
    'status.observedSpecHash': status.observedSpecHash.replace(/^s\d:/, form),
  });
  if (form !== '') return;
  for (const { ref } of (await runCollection(ctx.db.firestore, ctx.orgId, jobId).get()).docs) {
    await ref.update({ shard: FieldValue.delete() });
  }
}

describe('shards', () => {
  test('are given by reconciling, and mended when somebody edits one away', async () => {
    const jobId = await addObservedJob();
    const expected = shardOf(ctx.orgId, jobId);
    expect((await storedJob(ctx, jobId)).status.shard).toBe(expected);
    await jobDocument(ctx, jobId).update({ 'status.shard': expected + 100 });
    await reconcileJob({ ctx, input: { jobId } });
    expect((await storedJob(ctx, jobId)).status.shard).toBe(expected);
  });

  test('are all swept: every due job of every organization, over pages smaller than what is due', async () => {
    const jobs = await fortyJobs();
    const shards = new Set(jobs.map((name) => shardOf(...(name.split('/') as [string, string]))));
    expect(shards.size).toBeGreaterThan(5);
    expect(await sweep(due, { atOnce: 7, perSweep: 1_000 })).toMatchObject({
      due: 40,
      enqueued: 40,
      full: false,
    });
    expect(enqueuedJobs()).toEqual(jobs);
  });

  test('lose no job while documents move on between pages, and two sweeps run at once', async () => {
    const jobs = await fortyJobs();
    const sweeps = await Promise.all([
      sweep(due, { atOnce: 3, perSweep: 1_000 }),
      sweep(due, { atOnce: 5, perSweep: 1_000 }),
    ]);
    expect(sweeps.flatMap(({ failed }) => failed)).toEqual([]);
    expect([...new Set(enqueuedJobs())]).toEqual(jobs);
    expect(new Set(ctx.tasks.runs.map(({ runId }) => runId))).toEqual(new Set([firstRun]));
    expect(await sweep(due)).toMatchObject({ due: 0 });
  });
});

describe('documents that change between pages', () => {
  test('hide none: one that went away is passed by, one that came before the page waits for the next sweep', async () => {
    const at = (minute: number) => addObservedJob(ctx, { ...hourlySpec, schedule: `${minute} 4 * * *` });
    const [first, removed, last] = [await at(40), await at(45), await at(50)];
    const moved = await addObservedJob();
    const tasks = new RecordedTasks();
    const enqueue = tasks.enqueueRun.bind(tasks);
    tasks.enqueueRun = async (task) => {
      await enqueue(task);
      if (task.jobId !== first) return;
      await jobDocument(ctx, removed).delete();
      const past = new Date('2026-11-21T04:35:00Z');
      await jobDocument(ctx, moved).update({ 'status.nextRunAt': past, 'status.dueAt': past });
    };
    expect(await sweep(due, { atOnce: 1, perSweep: 100 }, tasks)).toMatchObject({ enqueued: 2, failed: [] });
    expect(tasks.runs.map(({ jobId }) => jobId)).toEqual([first, last]);
    await sweep(minutesAfter(due, 1), undefined, tasks);
    expect(tasks.runs.map(({ jobId }) => jobId)).toEqual([first, last, moved]);
  });
});

describe('back-pressure', () => {
  test('leaves what is more than the limit to the next sweeps, and loses nothing', async () => {
    const jobs = await fortyJobs();
    const limits = { atOnce: 4, perSweep: 15 };
    const found: [number, boolean][] = [];
    for (const sweepNumber of [0, 1, 2, 3]) {
      const { due: count, full } = await sweep(minutesAfter(due, sweepNumber), limits);
      found.push([count, full]);
    }
    expect(found).toEqual([
      [15, true],
      [15, true],
      [10, false],
      [0, false],
    ]);
    expect(enqueuedJobs()).toEqual(jobs);
  });

  test('takes the oldest first', async () => {
    const late = await addObservedJob(ctx, { ...hourlySpec, schedule: '40 4 * * *' });
    const latest = await addObservedJob(ctx, { ...hourlySpec, schedule: '50 4 * * *' });
    const earliest = await addObservedJob(ctx, { ...hourlySpec, schedule: '35 4 * * *' });
    for (const sweepNumber of [0, 1, 2])
      await sweep(minutesAfter(due, sweepNumber), { atOnce: 1, perSweep: 1 });
    expect(ctx.tasks.runs.map(({ jobId }) => jobId)).toEqual([earliest, late, latest]);
  });

  test('spreads the starts of what is due together over the jitter, and keeps their instant as the id', async () => {
    await fortyJobs();
    await sweep(due);
    const starts = ctx.tasks.runStarts.map((start) => start.getTime());
    expect(starts).toHaveLength(40);
    expect(new Set(starts).size).toBeGreaterThan(20);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(due.getTime());
    expect(Math.max(...starts)).toBeLessThan(Date.parse('2026-11-21T05:00:00Z') + jitterMsMax);
    expect(new Set(ctx.tasks.runs.map(({ runId }) => runId))).toEqual(new Set([firstRun]));
  });
});

describe('jobs of an earlier form', () => {
  test.each(['', 's2:'] as const)('(%j) are found, due or not, and run on time', async (form) => {
    const dueJob = await addObservedJob();
    const idle = await addObservedJob(ctx, { ...hourlySpec, paused: true });
    for (const jobId of [dueJob, idle]) await asBefore(jobId, form);
    expect(await sweep(due)).toMatchObject({ migrated: 2, due: 1, enqueued: 1, failed: [] });
    expect(ctx.tasks.runs).toEqual([{ orgId: ctx.orgId, jobId: dueJob, runId: firstRun }]);
    expect((await storedJob(ctx, idle)).status.shard).toBe(shardOf(ctx.orgId, idle));
    expect(await sweep(minutesAfter(due, 1))).toMatchObject({ migrated: 0, due: 0 });
  });

  test('are brought up to date so many a sweep, and none is lost', async () => {
    const jobIds = await Promise.all(Array.from({ length: 5 }, () => addObservedJob()));
    for (const jobId of jobIds) await asBefore(jobId);
    const limits = { atOnce: 2, perSweep: 2 };
    const migrated: number[] = [];
    for (const sweepNumber of [0, 1, 2, 3])
      migrated.push((await sweep(minutesAfter(due, sweepNumber), limits)).migrated);
    expect(migrated).toEqual([2, 2, 1, 0]);
    expect([...new Set(ctx.tasks.runs.map(({ jobId }) => jobId))].sort()).toEqual([...jobIds].sort());
  });

  test('bring their lost runs along', async () => {
    const jobId = await addObservedJob(ctx, { ...hourlySpec, schedule: '0 5 * * *' });
    await sweep(due);
    await asBefore(jobId);
    ctx.tasks.runs.length = 0;
    const expired = new Date(due.getTime() + pendingMs + 1_000);
    expect(await sweep(expired)).toMatchObject({ migrated: 1, recovered: 1, failed: [] });
    expect(ctx.tasks.runs).toEqual([{ orgId: ctx.orgId, jobId, runId: firstRun }]);
  });
});
