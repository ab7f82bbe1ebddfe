import { beforeEach, describe, expect, test } from 'vitest';
import { type TestCtx, testContext } from '../../test/support/context.ts';
import {
  addJob,
  addMetric,
  hourlySpec,
  jobDocument,
  storedJob,
  storedRuns,
} from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { Database } from '../firestore/database.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { reconcileJob } from './reconcile-job.ts';

const created = new Date('2026-11-21T04:30:00Z');
const firstRun = 'run_20261121T050000Z';

// The sweep sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;

beforeEach(async () => {
  ctx = testContext({ db: isolatedDatabase(), now: created });
  await addMetric(ctx);
});

async function addObservedJob(owner: TestCtx, spec: object): Promise<string> {
  const jobId = await addJob(owner, { spec });
  await reconcileJob({ ctx: owner, input: { jobId } });
  return jobId;
}

const sweep = (now: Date) => dispatchDueJobs({ db: new Database(ctx.db.firestore), tasks: ctx.tasks, now });

const minutesAfter = (start: Date, minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

describe('an outage from 05:00 to 08:10', () => {
  const earlier = new Date('2026-11-21T05:00:00Z');
  const back = new Date('2026-11-21T08:10:00Z');
  const states = async (jobId: string) =>
    [...(await storedRuns(ctx, jobId))].map(([id, { state }]) => `${id.slice(13, 17)} ${state}`).sort();

  test.each([
    ['latest', ['0800 pending']],
    ['all', ['0500 pending', '0600 pending', '0700 pending', '0800 pending']],
    ['none', ['0800 pending']],
  ])('with catchUp "%s" gives an hourly job the runs %j', async (catchUp, expected) => {
    const jobId = await addObservedJob(ctx, { ...hourlySpec, catchUp });
    expect(await sweep(back)).toMatchObject({ due: 1, enqueued: 1, failed: [] });
    expect(await states(jobId)).toEqual(expected);
    expect(ctx.tasks.runs).toHaveLength(expected.length);
    expect((await storedJob(ctx, jobId)).status.nextRunAt).toEqual(new Date('2026-11-21T09:00:00Z'));
  });

  test('writes a run down as skipped that is not made up for, and hands out none', async () => {
    const jobId = await addObservedJob(ctx, { ...hourlySpec, schedule: '0 5 * * *', catchUp: 'none' });
    expect(await sweep(back)).toMatchObject({ due: 1, enqueued: 0, failed: [] });
    expect(ctx.tasks.runs).toEqual([]);
    expect((await storedRuns(ctx, jobId)).get(firstRun)).toMatchObject({
      state: 'skipped',
      finishedAt: back,
      leaseExpiresAt: null,
      message: expect.stringContaining('"catchUp": "none"'),
    });
    const lastRun = { runId: firstRun, state: 'skipped', scheduledFor: earlier };
    expect((await storedJob(ctx, jobId)).status).toMatchObject({
      nextRunAt: new Date('2026-11-22T05:00:00Z'),
      message: 'next run Sun 22 Nov 2026 05:00 UTC',
      lastRun: { ...lastRun, finishedAt: back, message: expect.stringContaining('"catchUp": "none"') },
    });
  });

  test('tells of a skipped run again by a sweep after one that died, and never over a later run', async () => {
    const daily = { ...hourlySpec, schedule: '0 5 * * *', catchUp: 'none' };
    const dueAgain = { 'status.nextRunAt': earlier, 'status.dueAt': earlier };
    const died = await addObservedJob(ctx, daily);
    await sweep(back);
    const { lastRun } = (await storedJob(ctx, died)).status;
    await jobDocument(ctx, died).update({ ...dueAgain, 'status.lastRun': null });
    await sweep(minutesAfter(back, 1));
    expect((await storedJob(ctx, died)).status.lastRun).toEqual(lastRun);

    const byHand = {
      runId: 'run_hand',
      state: 'completed',
      scheduledFor: back,
      finishedAt: back,
      message: 'done',
    };
    await jobDocument(ctx, died).update({ ...dueAgain, 'status.lastRun': byHand });
    await sweep(minutesAfter(back, 2));
    expect((await storedJob(ctx, died)).status.lastRun).toEqual(byHand);
  });

  test('is made good once by a sweep that died before it moved the next run on', async () => {
    const jobId = await addObservedJob(ctx, { ...hourlySpec, catchUp: 'all' });
    await sweep(back);
    await jobDocument(ctx, jobId).update({ 'status.nextRunAt': earlier, 'status.dueAt': earlier });
    await sweep(minutesAfter(back, 1));
    expect(await states(jobId)).toHaveLength(4);
  });
});
