import { beforeAll, describe, expect, test } from 'vitest';
import { at, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import { runCollection } from '../firestore/collections.ts';
import { cancelForecastRun } from './cancel-forecast-run.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import type { ForecastMetric } from './forecast-series.ts';
import { leaseMs } from './limits.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';
import { claimRun } from './run-lease.ts';

const ctx = testContext({ db: isolatedDatabase() });
const scheduledFor = new Date('2026-11-21T13:00:00Z');
const started = new Date('2026-11-21T13:00:05Z');
const cancelled = new Date('2026-11-21T13:00:30Z');
const runId = runIdAt(scheduledFor);

beforeAll(async () => {
  for (const airport of ['ATL', 'ORD', 'DFW']) await addMetric(ctx, 'flights.departures', { airport });
});

async function dueRun(): Promise<RunForecastJobTask> {
  const spec = { ...hourlySpec, selector: { metric: 'flights.departures', labels: {} } };
  const jobId = await addJob(ctx, { spec });
  await reconcileJob({ ctx, input: { jobId } });
  const run = pendingRun({
    trigger: 'schedule',
    scheduledFor,
    message: 'waiting for a worker',
    requestedBy: 'system:dispatchDueJobs',
    now: scheduledFor,
  });
  await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId).set(run);
  return { orgId: ctx.orgId, jobId, runId };
}

const cancel = ({ jobId }: RunForecastJobTask, now = cancelled) => {
  const within = at(ctx, now);
  return Object.assign(cancelForecastRun({ ctx: within, input: { jobId, runId } }), {
    meter: within.db.meter,
  });
};

const work = (
  task: RunForecastJobTask,
  forecastMetric: ForecastMetric,
  clock: () => Date = () => started,
) => {
  const within = at(ctx, started);
  const forecastHierarchy = async () => {
    throw new Error('no job here has a hierarchy');
  };
  const deps = { forecastMetric, forecastHierarchy, workerId: 'worker-1', clock };
  return Object.assign(runForecastJob({ ctx: within, input: task, deps }), { meter: within.db.meter });
};

const forecast: ForecastMetric = async ({ input }) => ({
  forecastId: `fct_${input.metricId}`,
  horizon: 24,
  to: new Date('2026-11-22T13:00:00Z'),
});

const storedRun = async ({ jobId }: RunForecastJobTask) => (await storedRuns(ctx, jobId)).get(runId);

describe('a run that waits', () => {
  test('ends as skipped and says who cancelled it, on run and job', async () => {
    const task = await dueRun();
    const call = cancel(task);
    const ended = {
      state: 'skipped',
      message: 'cancelled by user:ada',
      cancelledAt: cancelled,
      cancelledBy: 'user:ada',
      finishedAt: cancelled,
      leaseExpiresAt: null,
      durationMs: null,
    };
    expect(await call).toMatchObject({ ...ended, jobId: task.jobId, runId });
    expect(call.meter).toMatchObject({ reads: 2, writes: 3 });
    expect(await storedRun(task)).toMatchObject(ended);
    expect((await storedJob(ctx, task.jobId)).status.lastRun).toEqual({
      runId,
      state: 'skipped',
      scheduledFor,
      finishedAt: cancelled,
      message: 'cancelled by user:ada',
    });
  });

  test('is done by no worker whose task comes afterwards, nor handed out by a sweep', async () => {
    const task = await dueRun();
    await cancel(task);
    const delivery = work(task, forecast);
    expect(await delivery).toBe('already-finished');
    expect(delivery.meter.writes).toBe(0);
    const later = at(ctx, new Date('2026-11-21T13:30:00Z'));
    await dispatchDueJobs({ db: later.db, tasks: later.tasks, now: later.now });
    expect((await storedRun(task))?.state).toBe('skipped');
  });

  test('is cancelled once: again changes nothing, and the first stays the one who did', async () => {
    const task = await dueRun();
    const first = await cancel(task);
    const again = cancel(task, new Date('2026-11-21T14:00:00Z'));
    expect(await again).toEqual(first);
    expect(again.meter).toMatchObject({ reads: 1, writes: 0 });
    const [one, other] = await Promise.all([cancel(task), cancel(task)]);
    expect(one).toEqual(other);
  });
});

describe('a run under way', () => {
  test('stops at the next renewal of its lease, and its worker writes nothing after', async () => {
    const task = await dueRun();
    let now = started;
    const asked: string[] = [];
    const interrupted: ForecastMetric = async (call) => {
      asked.push(call.input.metricId);
      await cancel(task);
      now = new Date(started.getTime() + leaseMs * 0.6);
      return forecast(call);
    };
    const delivery = work(task, interrupted, () => now);
    expect(await delivery).toBe('superseded');
    expect(asked).toHaveLength(1);
    expect(delivery.meter.writes).toBe(1);
    expect(await storedRun(task)).toMatchObject({
      state: 'skipped',
      message: 'cancelled by user:ada',
      durationMs: cancelled.getTime() - started.getTime(),
      outcomes: [],
    });
  });

  test('that comes to its end before the next renewal does not overwrite the cancelling', async () => {
    const task = await dueRun();
    const delivery = work(task, async (call) => {
      await cancel(task);
      return forecast(call);
    });
    expect(await delivery).toBe('superseded');
    expect(await storedRun(task)).toMatchObject({ state: 'skipped', cancelledBy: 'user:ada' });
  });

  test('that fails unexpectedly after it was cancelled is not tried again', async () => {
    const task = await dueRun();
    const delivery = work(task, async () => {
      await cancel(task);
      throw new Error('the network is gone');
    });
    await expect(delivery).rejects.toMatchObject({ reason: 'RUN_INTERRUPTED' });
    expect(await storedRun(task)).toMatchObject({ state: 'skipped', cancelledBy: 'user:ada' });
  });
});

test('a run that ended by itself cannot be cancelled, and stays as it is', async () => {
  const task = await dueRun();
  await work(task, forecast);
  const before = await storedRun(task);
  await expect(cancel(task)).rejects.toMatchObject({
    code: 'failed-precondition',
    reason: 'RUN_FINISHED',
    extensions: { state: 'completed' },
  });
  expect(await storedRun(task)).toEqual(before);
});

test('a claimed run says how its log is found', async () => {
  const task = await dueRun();
  await claimRun({ db: ctx.db, task, workerId: 'worker-1', now: started });
  expect((await storedRun(task))?.log).toBe(
    `jsonPayload.orgId="${ctx.orgId}" jsonPayload.jobId="${task.jobId}" jsonPayload.runId="run_20261121T130000Z"`,
  );
});
