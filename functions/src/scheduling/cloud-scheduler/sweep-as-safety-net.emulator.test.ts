import { expect, it } from 'vitest';
import { testContext } from '../../../test/support/context.ts';
import { addJob, hourlySpec, storedRuns } from '../../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import { dispatchDueJobs } from '../dispatch-due-jobs.ts';
import { reconcileJob } from '../reconcile-job.ts';

it('leaves a due job to Cloud Scheduler for a while, and then starts the run that this missed', async () => {
  const ctx = testContext({ db: isolatedDatabase() });
  const jobId = await addJob(ctx, { spec: hourlySpec });
  await reconcileJob({ ctx, input: { jobId } });
  const sweep = (at: string) => {
    const now = new Date(at);
    const dueBy = new Date(now.getTime() - 5 * 60_000);
    return dispatchDueJobs({ db: ctx.db, tasks: ctx.tasks, now, dueBy });
  };
  expect(await sweep('2026-11-21T13:04:59Z')).toMatchObject({ due: 0, enqueued: 0 });
  expect(await sweep('2026-11-21T13:05:00Z')).toMatchObject({ due: 1, enqueued: 1 });
  const run = (await storedRuns(ctx, jobId)).get('run_20261121T130000Z');
  expect(run).toMatchObject({ state: 'pending', createdAt: new Date('2026-11-21T13:05:00Z') });
});
