import { expect, test } from 'vitest';
import { at, testContext } from '../../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, storedJob, storedRuns } from '../../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import { DomainError } from '../../contracts/errors.ts';
import { dispatchDueJobs } from '../dispatch-due-jobs.ts';
import type { ForecastMetric } from '../forecast-series.ts';
import { reconcileJob } from '../reconcile-job.ts';
import { runForecastJob } from '../run-forecast-job.ts';
import { dispatchScheduledRun } from './dispatch-scheduled-run.ts';
import { schedulerJobName } from './scheduler-job-name.ts';

const minuteMs = 60_000;
const refuse: ForecastMetric = async () => {
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', 'the bounds are out of order');
};
const forecast: ForecastMetric = async ({ input }) => ({
  forecastId: `fct_${input.runId}`,
  horizon: 24,
  to: new Date('2026-11-22T13:00:00Z'),
});
const forecastHierarchy = async () => {
  throw new Error('no job here has a hierarchy');
};
const instant = (clock: string): Date => new Date(`2026-11-21T${clock}:00Z`);

/** A job for each five minutes, and Cloud Scheduler, which calls for each of its instants whatever its runs came to. */
async function everyFiveMinutes() {
  const ctx = testContext({ db: isolatedDatabase() });
  await addMetric(ctx);
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, schedule: '*/5 * * * *' } });
  await reconcileJob({ ctx, input: { jobId } });
  const calledBy = schedulerJobName('projects/p/locations/l', ctx.orgId, jobId);
  const { orgId } = ctx;
  /** One call, `late` minutes after its instant; where it hands a run out, that run is done at once. */
  const call = async (clock: string, forecastMetric: ForecastMetric, late = 0): Promise<string> => {
    const scheduledFor = instant(clock);
    const now = new Date(scheduledFor.getTime() + late * minuteMs);
    const within = at(ctx, now);
    within.tasks.runs.length = 0;
    const input = { db: within.db, tasks: within.tasks, now };
    if (!(await dispatchScheduledRun(input, { orgId, jobId, scheduledFor, calledBy }))) return 'nothing';
    const [task] = within.tasks.runs;
    if (task === undefined) throw new Error('a run that was handed out has no task');
    const deps = { forecastMetric, forecastHierarchy, workerId: 'worker-1', clock: () => now };
    return `${task.runId} ${await runForecastJob({ ctx: within, input: task, deps })}`;
  };
  return { ctx, jobId, call };
}

test('calls for instants that a failing job was put off from start nothing; the one it waits for does', async () => {
  const { ctx, jobId, call } = await everyFiveMinutes();
  expect(await call('12:05', refuse)).toBe('run_20261121T120500Z failed');
  expect(await call('12:10', refuse)).toBe('run_20261121T121000Z failed');
  expect((await storedJob(ctx, jobId)).status).toMatchObject({
    failuresInRow: 2,
    nextRunAt: instant('12:25'),
    message:
      'next run Sat 21 Nov 2026 12:25 UTC, put off from Sat 21 Nov 2026 12:15 UTC, after 2 failures in a row',
  });
  for (const clock of ['12:15', '12:20']) expect(await call(clock, forecast)).toBe('nothing');
  expect(await call('12:25', refuse)).toBe('run_20261121T122500Z failed');
  expect((await storedJob(ctx, jobId)).status.nextRunAt).toEqual(instant('12:50'));
  for (const clock of ['12:30', '12:45']) expect(await call(clock, forecast)).toBe('nothing');
  expect(await call('12:50', forecast)).toBe('run_20261121T125000Z completed');
  expect(await call('12:55', forecast)).toBe('run_20261121T125500Z completed');
  expect((await storedJob(ctx, jobId)).status).toMatchObject({ failuresInRow: 0, backOff: null });
  expect((await storedRuns(ctx, jobId)).size).toBe(5);
});

test('a call that comes late, when what the job waits for has come, starts that run and no other', async () => {
  const { call } = await everyFiveMinutes();
  await call('12:05', refuse);
  await call('12:10', refuse);
  expect(await call('12:20', forecast, 6)).toBe('run_20261121T122500Z completed');
  expect(await call('12:25', forecast, 2)).toBe('nothing');
});

test('the sweep, which looks after calls that do not come, keeps to the back-off as well', async () => {
  const { ctx, jobId, call } = await everyFiveMinutes();
  await call('12:05', refuse);
  await call('12:10', refuse);
  const sweep = (clock: string) => {
    const now = instant(clock);
    return dispatchDueJobs({
      db: ctx.db,
      tasks: ctx.tasks,
      now,
      dueBy: new Date(now.getTime() - 5 * minuteMs),
    });
  };
  expect(await sweep('12:29')).toMatchObject({ due: 0 });
  expect(await sweep('12:30')).toMatchObject({ due: 1, enqueued: 1 });
  const runs = await storedRuns(ctx, jobId);
  expect(runs.get('run_20261121T123000Z')).toMatchObject({ state: 'pending', requestedBy: 'system:sweep' });
  expect(runs.get('run_20261121T120500Z')?.requestedBy).toBe('system:cloud-scheduler');
});
