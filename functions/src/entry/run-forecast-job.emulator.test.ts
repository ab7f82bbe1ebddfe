import { beforeAll, expect, test } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, storedRuns } from '../../test/support/forecast-jobs.ts';
import type { LogEntry } from '../http/services.ts';
import { analyseSeries } from '../pipeline/anomaly/analyse-series.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { runForecastJobNow } from '../scheduling/run-forecast-job-now.ts';
import { runForecastJob } from './run-forecast-job.ts';
import { useRuntime } from './runtime.ts';

const ctx = testContext();
const written: LogEntry[] = [];

beforeAll(async () => {
  await addMetric(ctx);
  useRuntime({
    firestore: ctx.db.firestore,
    tasks: ctx.tasks,
    logger: { write: (entry) => written.push(entry) },
    verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
    now: () => ctx.now,
  });
});

/** What the Logs Explorer would show for a filter that a run's document holds. */
function linesOf(filter: string): LogEntry[] {
  const wanted = [...filter.matchAll(/jsonPayload\.(\w+)=("[^"]*")/g)];
  expect(wanted).toHaveLength(3);
  return written.filter((entry) =>
    wanted.every(([, name, value]) => entry[name ?? ''] === JSON.parse(value ?? '')),
  );
}

test('what a run says in the log is found by the filter in its document', async () => {
  const jobId = await addJob(ctx, { spec: hourlySpec });
  const { runId } = await runForecastJobNow({ ctx, input: { jobId } });
  const other = await runForecastJobNow({ ctx, input: { jobId } });
  for (const run of [runId, other.runId]) {
    const data = { orgId: ctx.orgId, jobId, runId: run };
    const task = { data } as unknown as Parameters<typeof runForecastJob.run>[0];
    await runForecastJob.run(task);
  }
  const log = (await storedRuns(ctx, jobId)).get(runId)?.log ?? '';
  expect(linesOf(log)).toEqual([
    expect.objectContaining({
      severity: 'INFO',
      message: `run ${runId} of job ${jobId}: skipped`,
      workerId: expect.stringMatching(/^worker-/),
    }),
  ]);
});

const hour = 3_600_000;

/** Two days of hourly points, the newest eight hours old, ingested and analysed as in production. */
async function ingestLate(metric: string): Promise<void> {
  const points = Array.from({ length: 48 }, (_, index): [number, number] => {
    const at = ctx.now.getTime() - (8 + 47 - index) * hour;
    return [at, 100 + 20 * Math.sin(index / 4) + (index % 5)];
  });
  await ingestJson({
    ctx,
    input: { body: { series: [{ metric, labels: {}, points }], timestampUnit: 'ms' } },
  });
  for (const task of ctx.tasks.analyses.splice(0)) {
    for (const input of task.series) await analyseSeries({ ctx, input });
  }
}

test.each([
  ['proceeds', { maxAge: '6h' }, 'completed', 'forecast', 'stale'],
  ['finds them fresh enough', { maxAge: '9h' }, 'completed', 'forecast', null],
  ['leaves them out', { maxAge: '6h', whenStale: 'skip' }, 'skipped', 'skipped', 'stale'],
])(
  'a run over points that are eight hours old %s, and says so',
  async (_, freshness, state, outcome, reason) => {
    await ingestLate('late.orders');
    const selector = { metric: 'late.orders', labels: {} };
    const jobId = await addJob(ctx, { spec: { ...hourlySpec, selector, freshness } });
    const { runId } = await runForecastJobNow({ ctx, input: { jobId } });
    const data = { orgId: ctx.orgId, jobId, runId };
    await runForecastJob.run({ data } as unknown as Parameters<typeof runForecastJob.run>[0]);
    expect((await storedRuns(ctx, jobId)).get(runId)).toMatchObject({
      state,
      outcomes: [
        { outcome, reason, newestAt: new Date(ctx.now.getTime() - 8 * hour), ageSeconds: 8 * 3_600 },
      ],
    });
  },
);
