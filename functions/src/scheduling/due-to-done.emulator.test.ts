import { expect, test } from 'vitest';
import { at, testContext } from '../../test/support/context.ts';
import { hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { Database } from '../firestore/database.ts';
import { analyseSeries } from '../pipeline/anomaly/analyse-series.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { metricIdOf } from '../pipeline/normalise/metric-id.ts';
import { createForecastJob } from './create-forecast-job.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';

const created = new Date('2026-11-21T12:30:00Z');
const due = new Date('2026-11-21T13:00:07Z');
const started = new Date('2026-11-21T13:00:20Z');
const newest = Date.parse('2026-11-21T12:00:00Z');
const hours = 17_520;
const metricId = metricIdOf('orders', {});

test('a run over one metric with two years of hours costs 37 reads and 7 writes from due to done', async () => {
  const ctx = testContext({ db: isolatedDatabase(), now: created });
  const first = newest - (hours - 1) * 3_600_000;
  const points = Array.from({ length: hours }, (_, hour): [number, number] => [
    first + hour * 3_600_000,
    100 + 30 * Math.sin((2 * Math.PI * hour) / 24) + ((hour * 7_919) % 97) / 97,
  ]);
  const series = [{ metric: 'orders', points }];
  await ingestJson({ ctx, input: { body: { series, timestampUnit: 'ms' } } });
  for (const { series: touched } of ctx.tasks.analyses) {
    for (const input of touched) await analyseSeries({ ctx, input });
  }
  const { jobId } = await createForecastJob({ ctx, input: { ...hourlySpec, selector: { metricId } } });

  const sweeping = new Database(ctx.db.firestore);
  await dispatchDueJobs({ db: sweeping, tasks: ctx.tasks, now: due });
  const [task, ...more] = ctx.tasks.runs;
  if (task === undefined) throw new Error('nothing was handed out');
  const running = at(ctx, started);
  const deps = {
    forecastMetric,
    forecastHierarchy: forecastSelected,
    workerId: 'worker-1',
    clock: () => started,
  };
  expect(await runForecastJob({ ctx: running, input: task, deps })).toBe('completed');
  // The trigger hears of the job that the sweep moved on, and of the job that the run told.
  const trigger = at(ctx, started);
  for (const _ of ['moved on', 'told']) await reconcileJob({ ctx: trigger, input: { jobId } });

  const [run] = [...(await storedRuns(ctx, jobId)).values()];
  expect(run).toMatchObject({
    state: 'completed',
    outcomes: [{ metricId, newestAt: new Date(newest) }],
  });
  expect((await storedJob(ctx, jobId)).status).toMatchObject({
    lastRun: { runId: task.runId, state: 'completed' },
  });
  expect(more).toEqual([]);
  // The sweep's two other queries, for lost runs and for jobs of before, are its own. The job's organization and
  // its turn are read once for all its jobs that are due; here there is one.
  const sweep = { reads: sweeping.meter.reads - 2, writes: sweeping.meter.writes };
  const own = { reads: running.db.meter.reads, writes: running.db.meter.writes };
  expect({ sweep, own, trigger: [trigger.db.meter.reads, trigger.db.meter.writes] }).toEqual({
    sweep: { reads: 3, writes: 2 },
    own: { reads: 33, writes: 5 },
    trigger: [2, 0],
  });
  expect(run?.cost).toMatchObject({ documentReads: own.reads, documentWrites: own.writes });
}, 120_000);
