import { getApps } from 'firebase-admin/app';
import { beforeAll, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { startKillableWorker } from '../../test/support/faults/start-killable-worker.ts';
import { addJob, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import { collection } from '../firestore/collections.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { leaseMs } from './limits.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';

const shops = ['Graz', 'Linz', 'Wien'];
const created = new Date('2026-11-21T04:30:00Z');
const due = new Date('2026-11-21T05:00:07Z');
const hourMs = 3_600_000;

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

/** The task of a run that is due, over three series. */
async function dueTask(): Promise<RunForecastJobTask> {
  const spec = {
    ...hourlySpec,
    selector: { metric: 'orders', labels: {} },
    schedule: '0 5 * * *',
    horizon: 3,
  };
  const jobId = await addJob(ctx, { spec });
  await reconcileJob({ ctx, input: { jobId } });
  const [task] = (await sweep(due)).filter((found) => found.jobId === jobId);
  if (task === undefined) throw new Error('the run was not enqueued');
  return task;
}

/** One sweep; answers what it enqueued. */
async function sweep(now: Date): Promise<readonly RunForecastJobTask[]> {
  const swept = at(ctx, now);
  swept.tasks.runs.length = 0;
  await dispatchDueJobs({ db: swept.db, tasks: swept.tasks, now });
  return [...swept.tasks.runs];
}

/** The next worker, in this process. */
function deliver(task: RunForecastJobTask, now: Date) {
  const deps = { forecastMetric, forecastHierarchy: forecastSelected, workerId: 'next', clock: () => now };
  return runForecastJob({ ctx: at(ctx, now), input: task, deps });
}

async function seen({ jobId, runId }: RunForecastJobTask) {
  const run = (await storedRuns(ctx, jobId)).get(runId);
  if (run === undefined) throw new Error('the run is gone');
  const { docs } = await collection(ctx.db.firestore, ctx.orgId, 'forecasts').get();
  const forecasts = docs.map((found) => ({ id: found.id, ...found.data() }));
  const { status } = await storedJob(ctx, jobId);
  return { run, forecasts: forecasts.filter((kept) => kept.jobId === jobId), lastRun: status.lastRun };
}

/** One result: each series forecast once, and run, forecasts and status tell the same. */
async function expectOneResult(task: RunForecastJobTask) {
  const { run, forecasts, lastRun } = await seen(task);
  expect(run).toMatchObject({ state: 'completed', message: '3 of 3 series forecast', leaseOwner: null });
  expect(new Set(forecasts.map(({ id }) => id))).toEqual(
    new Set(run.outcomes.map(({ forecastId }) => forecastId)),
  );
  expect(forecasts.map(({ labels }) => labels.shop).sort()).toEqual(shops);
  expect(lastRun).toMatchObject({ runId: task.runId, state: 'completed', finishedAt: run.finishedAt });
}

const order = (task: RunForecastJobTask) => ({ projectId, task, now: due.toISOString(), seriesMs: 0 });
/** With each series taking this long, the lease is renewed after the first: write 3. */
const slowMs = 0.6 * leaseMs;
const afterLease = new Date(due.getTime() + 3 * leaseMs);

// The writes of a run over three series: 1 the claim, 2 to 4 the forecasts, 5 the end.
describe('a worker process that is killed', () => {
  test.each([
    ['before it claims the run', { write: 1, when: 'before' }, 0, 'pending', 0],
    ['after it claimed the run', { write: 1, when: 'after' }, 0, 'running', 0],
    ['in the middle of its series', { write: 2, when: 'after' }, 0, 'running', 1],
    ['between forecast and status', { write: 4, when: 'after' }, 0, 'running', 3],
    ['before it renews its lease', { write: 3, when: 'before' }, slowMs, 'running', 1],
    ['after it renewed its lease', { write: 3, when: 'after' }, slowMs, 'running', 1],
  ] as const)('%s is followed by another, with one result', async (_, stop, seriesMs, state, kept) => {
    const task = await dueTask();
    const worker = await startKillableWorker({ ...order(task), seriesMs, stop });
    await worker.kill();
    const left = await seen(task);
    expect([left.run.state, left.forecasts.length, left.lastRun]).toEqual([state, kept, null]);
    expect(await sweep(afterLease)).toContainEqual(task);
    expect(await deliver(task, afterLease)).toBe('completed');
    await expectOneResult(task);
  });

  test('after it wrote the end leaves nothing to do', async () => {
    const task = await dueTask();
    const worker = await startKillableWorker({ ...order(task), stop: { write: 5, when: 'after' } });
    await worker.kill();
    const left = await seen(task);
    expect(await sweep(afterLease)).not.toContainEqual(task);
    expect(await deliver(task, afterLease)).toBe('already-finished');
    expect(await seen(task)).toEqual(left);
    await expectOneResult(task);
  });

  test.each([
    ['its claim', 1],
    ['a forecast', 3],
    ['the end', 5],
  ])('while %s is on its way has one result, whether or not it arrived', async (_, write) => {
    const task = await dueTask();
    const worker = await startKillableWorker({ ...order(task), stop: { write, when: 'during' } });
    await worker.kill();
    // A transaction that began and was never committed may hold its locks until the emulator gives it up.
    await sweep(afterLease);
    expect(['completed', 'already-finished']).toContain(await deliver(task, afterLease));
    await expectOneResult(task);
  });
});

describe('a worker process that stands still until its lease has expired', () => {
  test.each([
    ['before its second forecast', { write: 3, when: 'before' }],
    ['before the end', { write: 5, when: 'before' }],
  ] as const)('%s changes nothing when it comes back', async (_, stop) => {
    const task = await dueTask();
    const worker = await startKillableWorker({ ...order(task), stop });
    expect(await sweep(afterLease)).toContainEqual(task);
    expect(await deliver(task, afterLease)).toBe('completed');
    const finished = await seen(task);
    expect(await worker.goOn()).toBe('superseded');
    expect(await seen(task)).toEqual(finished);
    await expectOneResult(task);
  });
});
