import { beforeAll, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, hourlySpec, jobDocument, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import { collection, runCollection } from '../firestore/collections.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { leaseMs } from './limits.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { reconcileJob } from './reconcile-job.ts';
import type { ForecastHierarchy } from './reconcile-series.ts';
import { runForecastJob } from './run-forecast-job.ts';

const ctx = testContext();
const day = 86_400_000;
const end = Date.parse('2026-11-20T00:00:00Z');
const started = new Date('2026-11-21T13:00:05Z');
const scheduledFor = new Date('2026-11-21T13:00:00Z');
const runId = runIdAt(scheduledFor);
const shops = ['a', 'b', 'c', 'd'].map((shop, index) => ({ region: index < 2 ? 'north' : 'south', shop }));
const spec = {
  ...hourlySpec,
  selector: { metric: 'orders', labels: {} },
  horizon: 7,
  hierarchy: { by: ['*', 'region'] },
};

async function ingestShops(within: TestCtx, ended: Readonly<Record<string, number>> = {}, days = 60) {
  const series = shops.map((labels, index) => ({
    metric: 'orders',
    labels,
    points: Array.from({ length: days - (ended[labels.shop] ?? 0) }, (_, t) => [
      end - (days - 1 - t) * day,
      20 + 10 * index + 5 * Math.sin((2 * Math.PI * t) / 7) + (((t + index) * 7919) % 97) / 20,
    ]),
  }));
  await ingestJson({ ctx: within, input: { body: { series, timestampUnit: 'ms' } } });
}

async function dueRun(within: TestCtx = ctx, raw: object = spec): Promise<RunForecastJobTask> {
  const jobId = await addJob(within, { spec: raw });
  await reconcileJob({ ctx: within, input: { jobId } });
  const run = pendingRun({ trigger: 'schedule', scheduledFor, message: '', requestedBy: 'x', now: started });
  await runCollection(ctx.db.firestore, within.orgId, jobId).doc(runId).set(run);
  return { orgId: within.orgId, jobId, runId };
}

function deliver(
  task: RunForecastJobTask,
  {
    forecastHierarchy = forecastSelected,
    within = ctx,
    clock = () => started,
    workerId = 'worker-1',
  }: { forecastHierarchy?: ForecastHierarchy; within?: TestCtx; clock?: () => Date; workerId?: string } = {},
) {
  const call = at(within, clock());
  const forecastMetric = async () => {
    throw new Error('a job with a hierarchy forecasts its series together');
  };
  const result = runForecastJob({
    ctx: call,
    input: task,
    deps: { forecastMetric, forecastHierarchy, workerId, clock },
  });
  return Object.assign(result, { meter: call.db.meter });
}

const storedRun = async ({ jobId }: RunForecastJobTask, within: TestCtx = ctx) => {
  const run = (await storedRuns(within, jobId)).get(runId);
  if (run === undefined) throw new Error('the run is gone');
  return run;
};

const forecastsOf = async ({ jobId }: RunForecastJobTask, within: TestCtx = ctx) =>
  (await collection(ctx.db.firestore, within.orgId, 'forecasts').where('jobId', '==', jobId).get()).docs.map(
    (snapshot) => ({ forecastId: snapshot.id, ...snapshot.data() }),
  );

function expectCoherent(forecasts: Awaited<ReturnType<typeof forecastsOf>>) {
  expect(new Set(forecasts.map(({ hierarchy }) => hierarchy?.inputHash)).size).toBe(1);
  const leaves = forecasts.filter(({ sumId }) => sumId === null);
  for (const { labels, points } of forecasts.filter(({ sumId }) => sumId !== null)) {
    const parts = leaves.filter(
      (leaf) => labels.region === undefined || leaf.labels.region === labels.region,
    );
    points.forEach(({ mean }, step) => {
      expect(mean).toBeCloseTo(
        parts.reduce((sum, leaf) => sum + (leaf.points[step]?.mean ?? Number.NaN), 0),
        6,
      );
    });
  }
}

beforeAll(() => ingestShops(ctx));

describe('a run of a job with a hierarchy', () => {
  test('keeps forecasts of series and sums that add up, and names them all in its outcomes', async () => {
    const task = await dueRun();
    const delivery = deliver(task);
    expect(await delivery).toBe('completed');
    const forecasts = await forecastsOf(task);
    expect(forecasts).toHaveLength(7);
    expectCoherent(forecasts);
    const run = await storedRun(task);
    expect(run.message).toBe('4 of 4 series forecast, and 3 sums that they add up to');
    expect(new Set(run.outcomes.map(({ forecastId }) => forecastId))).toEqual(
      new Set(forecasts.map(({ forecastId }) => forecastId)),
    );
    expect(run.outcomes.filter(({ metricId }) => metricId === null).map(({ labels }) => labels)).toEqual([
      {},
      { region: 'north' },
      { region: 'south' },
    ]);
    // 4 around the run; for each series 1 to select, 1 for its metric, 1 chunk, 2 queries for rules; the run once more
    // before each forecast is written.
    expect(delivery.meter.reads).toBe(4 + 4 * (1 + 1 + 1 + 2) + 4 + 3);
    expect(delivery.meter.writes).toBe(3 + 4 * 2 + 3);
    const { reads, writes } = delivery.meter;
    expect(run.cost).toEqual({ documentReads: reads, documentWrites: writes, tasks: 1 });
    expect((await storedJob(ctx, task.jobId)).status).toMatchObject({ seriesSelected: 4, problems: [] });
  });

  test('names a series that is left out, and goes on with the others', async () => {
    const within = testContext();
    await ingestShops(within, { d: 40 });
    const task = await dueRun(within);
    expect(await deliver(task, { within })).toBe('completed');
    const { outcomes, message } = await storedRun(task, within);
    expect(message).toContain('3 of 4 series forecast, and 2 sums');
    expect(outcomes.filter(({ outcome }) => outcome === 'skipped')).toEqual([
      expect.objectContaining({
        forecastId: null,
        message: 'in no sum: it ended 40 steps before the others',
      }),
    ]);
  });

  test('in which no series has points is skipped, each series with the reason', async () => {
    const within = testContext();
    await ingestShops(within);
    const task = await dueRun(within);
    for (const metric of (await collection(ctx.db.firestore, within.orgId, 'metrics').get()).docs) {
      for (const chunk of (await metric.ref.collection('time_series').get()).docs) await chunk.ref.delete();
    }
    expect(await deliver(task, { within })).toBe('skipped');
    const { outcomes } = await storedRun(task, within);
    expect(outcomes.map(({ outcome, message }) => [outcome, message])).toEqual(
      shops.map(() => ['skipped', 'none of the series has points yet: ingest some first']),
    );
  });

  test.each([
    [
      'a grouping that is no list of labels',
      { hierarchy: { by: ['region;shop'] } },
      '/hierarchy/by/0: expected label names, separated by commas, or "*" for the total',
    ],
    ['nothing to sum by', { hierarchy: { by: [] } }, '/hierarchy/by: expected at least one grouping'],
    [
      'a single series',
      { selector: { metricId: 'met_1' } },
      '/selector: expected a selector by "metric" beside "hierarchy"',
    ],
    ['TimeGPT', { backend: 'timegpt' }, '/backend: expected "auto" or "statistical" beside "hierarchy"'],
  ])('is not scheduled for %s, and the status says so', async (_, change, words) => {
    const jobId = await addJob(ctx, { spec: { ...spec, ...change } });
    const status = await reconcileJob({ ctx, input: { jobId } });
    expect(status?.phase).toBe('invalid');
    expect(status?.message).toContain(words);
  });
});

describe('delivered more than once', () => {
  test('gives one forecast for each series and sum', async () => {
    const task = await dueRun();
    await deliver(task);
    const before = await forecastsOf(task);
    expect(await deliver(task, { workerId: 'worker-2' })).toBe('already-finished');
    expect(await forecastsOf(task)).toEqual(before);
  });

  test('after dying in the middle of writing, with new points meanwhile, ends with one coherent set', async () => {
    const within = testContext();
    await ingestShops(within);
    const task = await dueRun(within);
    const dies: ForecastHierarchy = async ({ ctx: caller, input, pace }) => {
      await forecastSelected({ ctx: caller, input, pace });
      // As if only the first of the documents had been written before the end.
      const written = await forecastsOf(task, within);
      for (const { forecastId } of written.slice(2)) {
        await collection(ctx.db.firestore, within.orgId, 'forecasts').doc(forecastId).delete();
      }
      throw new Error('the power is gone');
    };
    await expect(deliver(task, { forecastHierarchy: dies, within })).rejects.toMatchObject({
      reason: 'RUN_INTERRUPTED',
    });
    expect(await forecastsOf(task, within)).toHaveLength(2);
    await ingestShops(within, {}, 61);
    expect(await deliver(task, { within, workerId: 'worker-2' })).toBe('completed');
    const forecasts = await forecastsOf(task, within);
    expect(forecasts).toHaveLength(7);
    expectCoherent(forecasts);
  });

  test('a worker that was taken for dead writes nothing over its successor', async () => {
    const task = await dueRun();
    const afterLease = new Date(started.getTime() + leaseMs + 1000);
    let now = started;
    let kept: Awaited<ReturnType<typeof forecastsOf>> = [];
    const slow: ForecastHierarchy = async ({ ctx: caller, input, pace }) => {
      const goOn = async () => {
        if (now === started) {
          now = afterLease;
          expect(await deliver(task, { workerId: 'worker-2', clock: () => afterLease })).toBe('completed');
          kept = await forecastsOf(task);
        }
        return pace.goOn();
      };
      return forecastSelected({ ctx: caller, input, pace: { ...pace, goOn } });
    };
    expect(await deliver(task, { forecastHierarchy: slow, clock: () => now })).toBe('superseded');
    expect(kept).toHaveLength(7);
    expect(await forecastsOf(task)).toEqual(kept);
    expect(await storedRun(task)).toMatchObject({ state: 'completed', attempt: 2 });
  });

  test('a slow worker keeps its run by renewing the lease between series', async () => {
    const task = await dueRun();
    let now = started;
    const clock = () => {
      now = new Date(now.getTime() + leaseMs * 0.3);
      return now;
    };
    expect(await deliver(task, { clock })).toBe('completed');
    expect(await storedRun(task)).toMatchObject({ attempt: 1 });
  });
});

test('a job sums nothing of another organization', async () => {
  const other = testContext();
  const task = await dueRun(other);
  expect(await deliver(task, { within: other })).toBe('skipped');
  expect(await forecastsOf(task, other)).toEqual([]);
  await jobDocument(other, task.jobId).delete();
});
