import { expect, it } from 'vitest';
import { at, testContext } from '../../../test/support/context.ts';
import { addJob, hourlySpec, storedJob, storedRuns } from '../../../test/support/forecast-jobs.ts';
import { reconcileJob } from '../reconcile-job.ts';
import { dispatchScheduledRun } from './dispatch-scheduled-run.ts';
import { schedulerJobName } from './scheduler-job-name.ts';

const ctx = testContext();

/** A job that is to run at 02:30 in Vienna, as it stands the evening before, and calls of Cloud Scheduler for it. */
async function nightly(evening: string) {
  const spec = { ...hourlySpec, schedule: '30 2 * * *', timeZone: 'Europe/Vienna' };
  const jobId = await addJob(ctx, { spec });
  await reconcileJob({ ctx: at(ctx, new Date(evening)), input: { jobId } });
  const calledBy = schedulerJobName('projects/p/locations/l', ctx.orgId, jobId);
  const call = (instant: string) => {
    const scheduledFor = new Date(instant);
    const input = { db: ctx.db, tasks: ctx.tasks, now: scheduledFor };
    return dispatchScheduledRun(input, { orgId: ctx.orgId, jobId, scheduledFor, calledBy });
  };
  const runs = async () => [...(await storedRuns(ctx, jobId)).keys()];
  return { jobId, call, runs };
}

it.each([
  ['at the instant of the jump', '2027-03-28T01:00:00Z'],
  ['half an hour after it', '2027-03-28T01:30:00Z'],
])('makes the one run of a night without 02:30, when it is called %s', async (_, instant) => {
  const { jobId, call, runs } = await nightly('2027-03-27T20:00:00Z');
  expect(await call(instant)).toBe(true);
  expect(await call(instant)).toBe(false);
  expect(await runs()).toEqual(['run_20270328T010000Z']);
  expect((await storedJob(ctx, jobId)).status.nextRunAt).toEqual(new Date('2027-03-29T00:30:00Z'));
});

it('makes one run in the night with 02:30 twice, when it is called twice', async () => {
  const { call, runs } = await nightly('2027-10-30T20:00:00Z');
  expect(await call('2027-10-31T00:30:00Z')).toBe(true);
  expect(await call('2027-10-31T01:30:00Z')).toBe(false);
  expect(await runs()).toEqual(['run_20271031T003000Z']);
});

it('makes up for calls that did not come, by the latest', async () => {
  const { call, runs } = await nightly('2027-05-01T20:00:00Z');
  expect(await call('2027-05-04T00:30:00Z')).toBe(true);
  expect(await runs()).toEqual(['run_20270504T003000Z']);
});
