import { beforeAll, expect, test } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, storedRuns } from '../../test/support/forecast-jobs.ts';
import type { LogEntry } from '../http/services.ts';
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
