import { beforeEach, describe, expect, test } from 'vitest';
import { at as atTime, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, jobDocument, storedJob } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { Database } from '../firestore/database.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { runIdAt } from './pending-run.ts';
import { turnMs } from './planner/turns.ts';
import { reconcileJob } from './reconcile-job.ts';
import type { SweepLimits } from './sweep.ts';

const created = new Date('2026-11-21T04:30:00Z');
const at = (clock: string): Date => new Date(`2026-11-21T${clock}:02Z`);

// The sweep sees every organization, so each test has a Firestore of its own.
let large: TestCtx;
let small: TestCtx;

beforeEach(async () => {
  const db = isolatedDatabase();
  [large, small] = [testContext({ db, now: created }), testContext({ db, now: created })];
  await Promise.all([addMetric(large), addMetric(small)]);
});

const addJobs = (owner: TestCtx, count: number, schedule: string = hourlySpec.schedule): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const jobId = await addJob(owner, { spec: { ...hourlySpec, schedule } });
      await reconcileJob({ ctx: owner, input: { jobId } });
      return jobId;
    }),
  );

/** One sweep, with a meter of its own, and how many runs of this hour it gave to each. */
async function sweep(now: Date, limits?: SweepLimits) {
  large.tasks.runs.length = 0;
  const db = new Database(large.db.firestore);
  const summary = await dispatchDueJobs({ db, tasks: large.tasks, now, limits });
  // Runs of the hour before, which nobody does here, are handed out again.
  const ofHour = runIdAt(now).slice(0, 'run_20261121T06'.length);
  const runs = large.tasks.runs.filter(({ runId }) => runId.startsWith(ofHour));
  const of = ({ orgId }: TestCtx) => runs.filter((run) => run.orgId === orgId).length;
  return { ...summary, large: of(large), small: of(small), meter: db.meter };
}

/** Turns of the jobs of an organization, in order. */
async function turnsOf(owner: TestCtx, jobIds: readonly string[]): Promise<number[]> {
  const statuses = await Promise.all(jobIds.map(async (jobId) => (await storedJob(owner, jobId)).status));
  const putOff = statuses.map(({ nextRunAt, dueAt }) => Number(dueAt) - Number(nextRunAt));
  return putOff.map((ms) => ms / turnMs).sort((a, b) => a - b);
}

describe('at a full hour that is more than one sweep hands out', () => {
  test('a small organization is through with the first sweep, while a large one waits for later ones', async () => {
    const [jobsOfLarge, jobsOfSmall] = [await addJobs(large, 18), await addJobs(small, 2)];
    await sweep(at('05:00'));
    expect(await turnsOf(large, jobsOfLarge)).toEqual(jobsOfLarge.map((_, turn) => turn));
    expect(await turnsOf(small, jobsOfSmall)).toEqual([0, 1]);
    const limits = { atOnce: 2, perSweep: 4 };
    expect(await sweep(at('06:00'), limits)).toMatchObject({ small: 2, large: 2, full: true });
    const rest: number[] = [];
    for (const clock of ['06:01', '06:02', '06:03', '06:04', '06:05'])
      rest.push((await sweep(at(clock), limits)).large);
    expect(rest).toEqual([4, 4, 4, 4, 0]);
  });

  test('jobs get other turns while two sweeps run at once, and none is lost or put off for long', async () => {
    const jobIds = await addJobs(large, 12);
    const sweeps = await Promise.all([sweep(at('05:00')), sweep(at('05:00'))]);
    expect(sweeps.flatMap(({ failed }) => failed)).toEqual([]);
    expect(Math.max(...(await turnsOf(large, jobIds)))).toBeLessThan(2 * jobIds.length);
    expect(await sweep(at('06:00'))).toMatchObject({ due: 12, enqueued: 12 });
  });

  test('an organization whose jobs have different schedules counts all that wait for the same instant', async () => {
    const daily = await addJobs(large, 3, '0 6 * * *');
    const hourly = await addJobs(large, 3);
    await sweep(at('05:00'));
    expect(await turnsOf(large, hourly)).toEqual([3, 4, 5]);
    await sweep(at('06:00'));
    expect(await turnsOf(large, daily)).toEqual([0, 1, 2]);
    expect(await turnsOf(large, hourly)).toEqual([0, 1, 2]);
  });
});

test('costs a read for each organization, and one for each instant that its jobs move to, not for each job', async () => {
  await Promise.all([addJobs(large, 9), addJobs(small, 1)]);
  const { meter } = await sweep(at('05:00'), { atOnce: 100, perSweep: 1_000 });
  // Ten jobs, two organizations, two counts, and two queries that find nothing.
  expect([meter.reads, meter.writes]).toEqual([16, 20]);
});

test('a job that was edited keeps its turn, and one that somebody put off by hand is put right', async () => {
  const jobIds = await addJobs(large, 3);
  await sweep(at('05:00'));
  const [jobId = ''] = jobIds;
  const { status } = await storedJob(large, jobId);
  const later = atTime(large, at('05:30'));
  await jobDocument(large, jobId).update({ 'spec.name': 'another name' });
  await reconcileJob({ ctx: later, input: { jobId } });
  expect((await storedJob(large, jobId)).status).toMatchObject({
    observedGeneration: 2,
    dueAt: status.dueAt,
    nextRunAt: status.nextRunAt,
  });
  await jobDocument(large, jobId).update({ 'status.dueAt': at('23:00') });
  await reconcileJob({ ctx: later, input: { jobId } });
  const mended = (await storedJob(large, jobId)).status;
  expect(Number(mended.dueAt) - Number(mended.nextRunAt)).toBeLessThan(60_000);
});
