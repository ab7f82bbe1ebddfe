import { describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import type { ForecastRun } from '../contracts/forecast-run.ts';
import { collection } from '../firestore/collections.ts';
import { analyseSeries } from '../pipeline/anomaly/analyse-series.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { metricIdOf } from '../pipeline/normalise/metric-id.ts';
import { cancelForecastRun } from './cancel-forecast-run.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import type { ForecastMetric } from './forecast-series.ts';
import { attemptsMax } from './limits.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';

const dayMs = 86_400_000;
const created = new Date('2026-11-21T04:30:00Z');
const due = new Date('2026-11-21T05:00:07Z');
const runId = 'run_20261121T050000Z';
const shops = [{ shop: 'Graz' }, { shop: 'Linz' }];
const spec = {
  ...hourlySpec,
  selector: { metric: 'orders', labels: {} },
  horizon: 3,
  keep: { runs: '7d', forecasts: '30d' },
};

const daysAfter = (instant: Date, days: number) => new Date(instant.getTime() + days * dayMs);

/** An organization with two series of 72 hours and a job, in a Firestore of its own, since sweeps see all. */
async function withJob(raw: object = spec) {
  const ctx = testContext({ db: isolatedDatabase(), now: created });
  const points = Array.from({ length: 72 }, (_, hour) => [
    created.getTime() - (72 - hour) * 3_600_000,
    100 + ((hour * 7919) % 24),
  ]);
  const series = shops.map((labels) => ({ metric: 'orders', labels, points }));
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
  for (const input of ctx.tasks.analyses.flatMap((analysis) => analysis.series))
    await analyseSeries({ ctx, input });
  const jobId = await addJob(ctx, { spec: raw });
  await reconcileJob({ ctx, input: { jobId } });
  const task = { orgId: ctx.orgId, jobId, runId };
  const stored = async (): Promise<ForecastRun> => {
    const run = (await storedRuns(ctx, jobId)).get(runId);
    if (run === undefined) throw new Error('the run is gone');
    return run;
  };
  const deliver = (now = due, forecast: ForecastMetric = forecastMetric) =>
    runForecastJob({
      ctx: at(ctx, now),
      input: task,
      deps: {
        forecastMetric: forecast,
        forecastHierarchy: forecastSelected,
        workerId: 'worker-1',
        clock: () => now,
      },
    });
  return { ctx, jobId, stored, deliver };
}

const sweep = (ctx: TestCtx, now: Date) => dispatchDueJobs({ db: ctx.db, tasks: ctx.tasks, now });

const forecastsOf = async ({ db, orgId }: TestCtx) =>
  (await collection(db.firestore, orgId, 'forecasts').get()).docs.map((snapshot) => snapshot.data());

const breaks: ForecastMetric = async () => {
  throw new Error('the network is away');
};

describe('a run', () => {
  test('never expires before it has ended: while it waits, works, waits for data, or is tried again', async () => {
    const freshness = { maxAge: '5m', whenStale: 'wait', waitAtMost: '1h' };
    const { ctx, stored, deliver } = await withJob({ ...spec, freshness });
    const seen: (Date | null)[] = [];
    const look = async () => seen.push((await stored()).expireAt);
    await sweep(ctx, due);
    await look();
    expect(await deliver()).toBe('waiting');
    await look();
    const waited = new Date(due.getTime() + 3_600_000);
    const working: ForecastMetric = async () => {
      await look();
      throw new Error('the network is away');
    };
    await expect(deliver(waited, working)).rejects.toThrow('is tried again');
    await look();
    expect(seen).toEqual([null, null, null, null, null]);
    expect((await stored()).state).toBe('pending');
    expect(await deliver(waited)).toBe('completed');
    expect((await stored()).expireAt).toEqual(daysAfter(waited, 7));
  });

  test.each([
    ['7 days', { runs: '7d' }, 7],
    ['90 days where it says nothing', undefined, 90],
  ])('that was completed expires after what its spec says: %s', async (_, keep, days) => {
    const { ctx, stored, deliver } = await withJob({ ...spec, keep });
    await sweep(ctx, due);
    await deliver();
    expect(await stored()).toMatchObject({ state: 'completed', expireAt: daysAfter(due, days) });
  });

  test('that failed for good expires as well', async () => {
    const { ctx, stored, deliver } = await withJob();
    await sweep(ctx, due);
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1)
      await expect(deliver(due, breaks)).rejects.toThrow();
    expect(await stored()).toMatchObject({ state: 'failed', expireAt: daysAfter(due, 7) });
  });

  test('that was cancelled expires as well', async () => {
    const { ctx, jobId, stored } = await withJob();
    await sweep(ctx, due);
    const answer = await cancelForecastRun({ ctx: at(ctx, due), input: { jobId, runId } });
    expect(answer.expireAt).toEqual(daysAfter(due, 7));
    expect((await stored()).expireAt).toEqual(answer.expireAt);
  });

  test('that was missed, and is not made up for, expires as well', async () => {
    const { ctx, stored } = await withJob({ ...spec, schedule: '0 5 * * *', catchUp: 'none' });
    const back = new Date('2026-11-21T08:10:00Z');
    await sweep(ctx, back);
    expect(await stored()).toMatchObject({ state: 'skipped', expireAt: daysAfter(back, 7) });
  });

  test('of a job that was deleted expires after 90 days', async () => {
    const { ctx, jobId, stored, deliver } = await withJob();
    await sweep(ctx, due);
    await ctx.db.firestore.doc(`organizations/${ctx.orgId}/forecast_jobs/${jobId}`).delete();
    await deliver();
    expect(await stored()).toMatchObject({ state: 'skipped', expireAt: daysAfter(due, 90) });
  });
});

describe('the forecasts of a run', () => {
  test.each([
    ['series by series', {}, 2],
    ['with their sums', { hierarchy: { by: ['*'] } }, 3],
  ])('expire after what the spec says, their mention too: %s', async (_, more, count) => {
    const { ctx, deliver } = await withJob({ ...spec, ...more });
    await sweep(ctx, due);
    expect(await deliver()).toBe('completed');
    const forecasts = await forecastsOf(ctx);
    expect(forecasts).toHaveLength(count);
    for (const { to, expireAt } of forecasts) expect(expireAt).toEqual(daysAfter(to, 30));
    const metricId = metricIdOf('orders', { shop: 'Graz' });
    const metric = (await collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(metricId).get()).data();
    expect(metric?.latestForecast?.expireAt).toEqual(forecasts[0] && daysAfter(forecasts[0].to, 30));
  });

  test('and those of no job expire 400 days after what they are about', async () => {
    const { ctx } = await withJob();
    const options = { horizon: 2, levels: [80], backend: 'auto', model: 'auto' } as const;
    const metricId = metricIdOf('orders', { shop: 'Graz' });
    const { to, expireAt } = await forecastMetric({
      ctx,
      input: { metricId, options: { ...options, levels: [80] } },
    });
    expect(expireAt).toEqual(daysAfter(to, 400));
  });
});

test('a spec whose keep makes no sense is told so in its status', async () => {
  const { ctx, jobId } = await withJob({ ...spec, keep: { runs: '1h' } });
  const { status } = await storedJob(ctx, jobId);
  expect(status.phase).toBe('invalid');
  expect(status.problems).toEqual([{ pointer: '/keep/runs', detail: 'expected at least "1d"' }]);
});
