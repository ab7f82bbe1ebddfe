import { beforeEach, describe, expect, test } from 'vitest';
import { at, RecordedTasks, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { createAlertRuleRequestSchema } from '../contracts/alert-rule.ts';
import { collection, runCollection } from '../firestore/collections.ts';
import { createAlertRule } from '../pipeline/alert/create-alert-rule.ts';
import { getAlert } from '../pipeline/alert/get-alert.ts';
import { listAlerts } from '../pipeline/alert/list-alerts.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { getCrossing } from '../pipeline/forecast/get-crossing.ts';
import { getForecast } from '../pipeline/forecast/get-forecast.ts';
import { listForecasts } from '../pipeline/forecast/list-forecasts.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { metricIdOf } from '../pipeline/normalise/metric-id.ts';
import { getMetric } from '../pipeline/store/get-metric.ts';
import { cancelForecastRun } from './cancel-forecast-run.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import type { ForecastMetric } from './forecast-series.ts';
import { getForecastJob } from './get-forecast-job.ts';
import { getForecastRun } from './get-forecast-run.ts';
import { pendingMs } from './limits.ts';
import { listForecastRuns } from './list-forecast-runs.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';
import { runForecastJobNow } from './run-forecast-job-now.ts';

// What time to live does on Firestore is done here by hand, since the emulator does not: documents go, at any time.
const created = new Date('2026-11-21T04:30:00Z');
const metricId = metricIdOf('orders', {});
const hours = [5, 6, 7];
const dueAt = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour, 0, 7));
const runIdOf = (hour: number) => `run_20261121T0${hour}0000Z`;

let ctx: TestCtx;
let jobId: string;

beforeEach(async () => {
  ctx = testContext({ db: isolatedDatabase(), now: created });
  const points = Array.from({ length: 72 }, (_, hour) => [
    created.getTime() - (72 - hour) * 3_600_000,
    100 + ((hour * 7919) % 24),
  ]);
  await ingestJson({ ctx, input: { body: { series: [{ metric: 'orders', points }], timestampUnit: 'ms' } } });
  await createAlertRule({
    ctx,
    input: createAlertRuleRequestSchema.parse({
      name: 'above 50 soon',
      selector: { metricId },
      condition: { type: 'forecast-breach', direction: 'above', threshold: 50, withinSeconds: 86_400 },
    }),
  });
  jobId = await addJob(ctx, { spec: { ...hourlySpec, selector: { metricId } } });
  await reconcileJob({ ctx, input: { jobId } });
});

const sweep = (now: Date, tasks = ctx.tasks) => dispatchDueJobs({ db: ctx.db, tasks, now });

const deliver = (hour: number, forecast: ForecastMetric = forecastMetric) =>
  runForecastJob({
    ctx: at(ctx, dueAt(hour)),
    input: { orgId: ctx.orgId, jobId, runId: runIdOf(hour) },
    deps: {
      forecastMetric: forecast,
      forecastHierarchy: async () => {
        throw new Error('no job here has a hierarchy');
      },
      workerId: 'worker-1',
      clock: () => dueAt(hour),
    },
  });

async function runHours(...which: readonly number[]): Promise<void> {
  for (const hour of which) {
    await sweep(dueAt(hour));
    await deliver(hour);
  }
}

const removeRuns = () => removeAll(runCollection(ctx.db.firestore, ctx.orgId, jobId));
const removeForecasts = () => removeAll(collection(ctx.db.firestore, ctx.orgId, 'forecasts'));

async function removeAll(documents: {
  get(): Promise<{ docs: { ref: { delete(): Promise<unknown> } }[] }>;
}): Promise<void> {
  for (const { ref } of (await documents.get()).docs) await ref.delete();
}

describe('when its runs are gone', () => {
  test('a job still tells its last run, asking for it is answered in words, and it goes on', async () => {
    await runHours(5);
    await removeRuns();
    const job = await getForecastJob({ ctx, input: { jobId } });
    expect(job.status?.lastRun).toMatchObject({ runId: runIdOf(5), state: 'completed' });
    await expect(getForecastRun({ ctx, input: { jobId, runId: runIdOf(5) } })).rejects.toMatchObject({
      code: 'not-found',
      message: `no forecast run "${runIdOf(5)}" in this organization: runs are removed when their time is over (expireAt)`,
    });
    await runHours(6);
    expect((await storedJob(ctx, jobId)).status.lastRun?.runId).toBe(runIdOf(6));
    expect([...(await storedRuns(ctx, jobId)).keys()]).toEqual([runIdOf(6)]);
  });

  test('a task that comes again, and a cancellation, bring none back', async () => {
    await runHours(5);
    await removeRuns();
    expect(await deliver(5)).toBe('gone');
    await expect(cancelForecastRun({ ctx, input: { jobId, runId: runIdOf(5) } })).rejects.toMatchObject({
      reason: 'FORECAST_RUN_NOT_FOUND',
    });
    expect(await storedRuns(ctx, jobId)).toEqual(new Map());
  });

  test('failures in a row are counted on', async () => {
    const refuses: ForecastMetric = async () => {
      throw new RangeError('not today');
    };
    for (const hour of hours) {
      await sweep(dueAt(hour));
      await removeRuns();
      await runForecastJobNow({ ctx: at(ctx, dueAt(hour)), input: { jobId, idempotencyKey: `k${hour}` } });
      const task = ctx.tasks.runs.at(-1);
      if (task === undefined) throw new Error('nothing was enqueued');
      const deps = {
        forecastMetric: refuses,
        forecastHierarchy: async () => {
          throw new Error('no job here has a hierarchy');
        },
        workerId: 'worker-1',
        clock: () => dueAt(hour),
      };
      for (let attempt = 0; attempt < 5; attempt += 1)
        await expect(runForecastJob({ ctx: at(ctx, dueAt(hour)), input: task, deps })).rejects.toThrow();
    }
    expect((await storedJob(ctx, jobId)).status.failuresInRow).toBe(3);
  });

  test('one that goes while a worker is at it leaves nothing behind', async () => {
    await sweep(dueAt(5));
    const result = deliver(5, async (call) => {
      await removeRuns();
      return forecastMetric(call);
    });
    expect(await result).toMatch(/gone|superseded/);
    expect(await storedRuns(ctx, jobId)).toEqual(new Map());
  });

  test('one that goes while a sweep hands it out again is no failure', async () => {
    await sweep(dueAt(5));
    const tasks = new RecordedTasks();
    tasks.enqueueRun = removeRuns;
    const expired = new Date(dueAt(5).getTime() + pendingMs + 1_000);
    expect(await sweep(expired, tasks)).toMatchObject({ recovered: 1, failed: [] });
    expect(await storedRuns(ctx, jobId)).toEqual(new Map());
  });

  test('a list goes on from where it was', async () => {
    await runHours(...hours);
    const first = await listForecastRuns({ ctx, input: { jobId, pageSize: 1 } });
    expect(first.items.map((run) => run.runId)).toEqual([runIdOf(7)]);
    await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runIdOf(7)).delete();
    const pageToken = first.nextPageToken ?? undefined;
    const rest = await listForecastRuns({ ctx, input: { jobId, pageSize: 10, pageToken } });
    expect(rest.items.map((run) => run.runId)).toEqual([runIdOf(6), runIdOf(5)]);
  });
});

describe('when its forecasts are gone', () => {
  test('runs, the metric and the alert still tell of them, and asking is answered in words', async () => {
    await runHours(5);
    const run = await getForecastRun({ ctx, input: { jobId, runId: runIdOf(5) } });
    const forecastId = run.outcomes[0]?.forecastId ?? '';
    const [alert] = (await listAlerts({ ctx, input: { pageSize: 10 } })).items;
    expect(alert?.crossing?.forecastId).toBe(forecastId);
    await removeForecasts();
    expect(await getForecastRun({ ctx, input: { jobId, runId: runIdOf(5) } })).toEqual(run);
    expect(await getAlert({ ctx, input: { alertId: alert?.alertId ?? '' } })).toMatchObject({
      crossing: alert?.crossing,
      description: alert?.description,
    });
    expect((await getMetric({ ctx, input: { metricId } })).latestForecast?.forecastId).toBe(forecastId);
    const gone = {
      code: 'not-found',
      message: `no forecast "${forecastId}" in this organization: forecasts are removed when their time is over (expireAt)`,
    };
    await expect(getForecast({ ctx, input: { forecastId } })).rejects.toMatchObject(gone);
    await expect(
      getCrossing({ ctx, input: { forecastId, threshold: 60, direction: 'above' } }),
    ).rejects.toMatchObject(gone);
    expect((await listForecasts({ ctx, input: { metricId, pageSize: 10 } })).items).toEqual([]);
  });

  test('the alert goes on with the next forecast, and ends with one that crosses nothing', async () => {
    await runHours(5);
    await removeForecasts();
    await runHours(6);
    const alerts = (await listAlerts({ ctx, input: { pageSize: 10 } })).items;
    expect(alerts.map(({ state }) => state)).toEqual(['firing']);
    await removeForecasts();
    const calm = Array.from({ length: 72 }, (_, hour) => [created.getTime() - (69 - hour) * 3_600_000, 1]);
    const series = [{ metric: 'orders', points: calm }];
    await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
    await runHours(7);
    const after = (await listAlerts({ ctx, input: { pageSize: 10 } })).items;
    expect(after.map(({ alertId, state }) => [alertId, state])).toEqual([[alerts[0]?.alertId, 'resolved']]);
  });

  test('a list goes on from where it was', async () => {
    await runHours(...hours);
    const first = await listForecasts({ ctx, input: { metricId, pageSize: 1 } });
    await collection(ctx.db.firestore, ctx.orgId, 'forecasts')
      .doc(first.items[0]?.forecastId ?? '')
      .delete();
    const pageToken = first.nextPageToken ?? undefined;
    const rest = await listForecasts({ ctx, input: { metricId, pageSize: 10, pageToken } });
    expect(rest.items.map((forecast) => forecast.runId)).toEqual([runIdOf(6), runIdOf(5)]);
  });
});
