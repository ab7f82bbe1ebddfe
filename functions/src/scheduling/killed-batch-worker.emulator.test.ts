import { getApps } from 'firebase-admin/app';
import { beforeAll, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { startKillableWorker } from '../../test/support/faults/start-killable-worker.ts';
import { addJob, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import type { ForecastBatchTask } from '../contracts/forecast-batch.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import { batchCollection, collection } from '../firestore/collections.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { forecastBatch } from './forecast-batch.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';

const shops = ['Graz', 'Linz', 'Wien'];
const created = new Date('2026-11-21T04:30:00Z');
const due = new Date('2026-11-21T05:00:07Z');
const hourMs = 3_600_000;
const seriesPerBatch = 2;

// Sweeps see every organization, so this suite has a Firestore of its own.
let ctx: TestCtx;
let projectId: string;

beforeAll(async () => {
  const db = isolatedDatabase();
  projectId = getApps().at(-1)?.options.projectId ?? '';
  ctx = testContext({ db, now: created });
  const series = shops.map((shop) => ({
    metric: 'orders',
    labels: { shop },
    points: Array.from({ length: 72 }, (_, hour) => [
      created.getTime() - (72 - hour) * hourMs,
      100 + ((hour * 7919) % 24),
    ]),
  }));
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
});

/** The task of a run that is due, over three series: two batches. */
async function dueTask(): Promise<RunForecastJobTask> {
  const selector = { metric: 'orders', labels: {} };
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, selector, schedule: '0 5 * * *', horizon: 3 } });
  await reconcileJob({ ctx, input: { jobId } });
  const [task] = (await sweep(due)).filter((found) => found.jobId === jobId);
  if (task === undefined) throw new Error('the run was not enqueued');
  return task;
}

async function sweep(now: Date): Promise<readonly RunForecastJobTask[]> {
  const swept = at(ctx, now);
  swept.tasks.runs.length = 0;
  await dispatchDueJobs({ db: swept.db, tasks: swept.tasks, now });
  return [...swept.tasks.runs];
}

const depsAt = (now: Date) => ({
  forecastMetric,
  forecastHierarchy: forecastSelected,
  workerId: 'next',
  clock: () => now,
  seriesPerBatch,
});

/** Delivers the run's task in this process; answers what it came to, and the batches that it enqueued. */
async function deliver(task: RunForecastJobTask, now: Date) {
  const within = at(ctx, now);
  within.tasks.batches.length = 0;
  const result = await runForecastJob({ ctx: within, input: task, deps: depsAt(now) });
  return { result, batches: [...within.tasks.batches] };
}

const deliverBatch = (task: ForecastBatchTask, now: Date) =>
  forecastBatch({ ctx: at(ctx, now), input: task, deps: depsAt(now) });

/** Time passes until the sweep hands the run out again; its batches are delivered, and it must have one result. */
async function expectRecovery(task: RunForecastJobTask) {
  let now = due;
  for (let round = 0; round < 3 && (await seen(task)).run.finishedAt === null; round += 1) {
    now = new Date(now.getTime() + 11 * 60_000);
    if (!(await sweep(now)).some(({ runId, jobId }) => runId === task.runId && jobId === task.jobId))
      continue;
    for (const batch of (await deliver(task, now)).batches) await deliverBatch(batch, now);
  }
  await expectOneResult(task);
}

async function seen({ orgId, jobId, runId }: RunForecastJobTask) {
  const run = (await storedRuns(ctx, jobId)).get(runId);
  if (run === undefined) throw new Error('the run is gone');
  const forecasts = await collection(ctx.db.firestore, orgId, 'forecasts').where('jobId', '==', jobId).get();
  const batches = await batchCollection(ctx.db.firestore, orgId, jobId, runId).get();
  return {
    run,
    forecasts: forecasts.docs.map((found) => ({ id: found.id, ...found.data() })),
    batches: batches.docs.map((found) => found.data()),
    lastRun: (await storedJob(ctx, jobId)).status.lastRun,
  };
}

/** One result: each series forecast once, and run, batches, forecasts and status tell the same. */
async function expectOneResult(task: RunForecastJobTask) {
  const { run, forecasts, batches, lastRun } = await seen(task);
  expect(run).toMatchObject({
    state: 'completed',
    message: '3 of 3 series forecast',
    counts: { forecast: 3, skipped: 0, failed: 0 },
    leaseOwner: null,
  });
  expect(batches.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(new Set(batches.flatMap(({ outcomes }) => outcomes.map(({ forecastId }) => forecastId)))).toEqual(
    new Set(forecasts.map(({ id }) => id)),
  );
  expect(forecasts.map(({ labels }) => labels.shop).sort()).toEqual(shops);
  expect(lastRun).toMatchObject({ runId: task.runId, state: 'completed', finishedAt: run.finishedAt });
}

const order = (task: RunForecastJobTask | ForecastBatchTask) => ({
  projectId,
  task,
  now: due.toISOString(),
  seriesMs: 0,
  seriesPerBatch,
});

// The writes of a split: 1 the claim, 2 the batches, 3 the mark, 4 that all are handed out.
describe('a worker process that is killed while it splits a run', () => {
  test.each([
    ['before it wrote the batches', { write: 2, when: 'before' }, 0, false],
    ['while it writes them', { write: 2, when: 'during' }, null, null],
    ['before the mark', { write: 3, when: 'before' }, 2, false],
    ['after the mark', { write: 3, when: 'after' }, 2, true],
    ['after it handed them out', { write: 4, when: 'before' }, 2, true],
  ] as const)('%s is followed by another, with one result', async (_, stop, batches, planned) => {
    const task = await dueTask();
    const worker = await startKillableWorker({ ...order(task), stop });
    await worker.kill();
    const left = await seen(task);
    if (batches !== null) {
      expect([left.batches.length, left.run.progress !== null]).toEqual([batches, planned]);
    }
    // After the mark whoever gets the task again hands the batches out at once.
    if (planned === true) {
      expect((await deliver(task, due)).batches).toHaveLength(2);
    }
    await expectRecovery(task);
  });
});

// The writes of the second batch, which is the last: 1 the claim, 2 the forecast, 3 the end, 4 that of the run.
describe('a worker process that is killed while it does the last batch', () => {
  test.each([
    ['before it claims it', { write: 1, when: 'before' }, 'pending', 2],
    ['after it claimed it', { write: 1, when: 'after' }, 'running', 2],
    ['between forecast and end', { write: 2, when: 'after' }, 'running', 3],
    ['while its end is on its way', { write: 3, when: 'during' }, null, 3],
    ['between its end and that of the run', { write: 3, when: 'after' }, 'done', 3],
    ['while the end of the run is on its way', { write: 4, when: 'during' }, 'done', 3],
  ] as const)('%s is followed by another, with one result', async (_, stop, state, kept) => {
    const task = await dueTask();
    const [first, last] = (await deliver(task, due)).batches;
    if (first === undefined || last === undefined) throw new Error('the run was not split');
    expect(await deliverBatch(first, due)).toBe('fanned-out');
    const worker = await startKillableWorker({ ...order(last), stop });
    await worker.kill();
    const left = await seen(task);
    expect(left.forecasts).toHaveLength(kept);
    if (state !== null) expect(left.batches[1]?.state).toBe(state);
    await expectRecovery(task);
  });

  test('after it ended the run leaves nothing to do', async () => {
    const task = await dueTask();
    const [first, last] = (await deliver(task, due)).batches;
    if (first === undefined || last === undefined) throw new Error('the run was not split');
    await deliverBatch(first, due);
    const worker = await startKillableWorker({ ...order(last), stop: { write: 4, when: 'after' } });
    await worker.kill();
    const left = await seen(task);
    expect(await deliverBatch(last, due)).toBe('run-over');
    expect(await seen(task)).toEqual(left);
    await expectOneResult(task);
  });

  test('and one that stood still until its lease had expired changes nothing when it comes back', async () => {
    const task = await dueTask();
    const [first, last] = (await deliver(task, due)).batches;
    if (first === undefined || last === undefined) throw new Error('the run was not split');
    await deliverBatch(first, due);
    const worker = await startKillableWorker({ ...order(last), stop: { write: 2, when: 'before' } });
    await expectRecovery(task);
    const finished = await seen(task);
    expect(await worker.goOn()).toBe('superseded');
    expect(await seen(task)).toEqual(finished);
  });
});
