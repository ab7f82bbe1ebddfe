import { describe, expect, it } from 'vitest';
import { settings, startCloudScheduler } from '../../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import { states } from '../../../test/support/cloud-scheduler/held-jobs.ts';
import { at, testContext } from '../../../test/support/context.ts';
import {
  addJob,
  addMetric,
  hourlySpec,
  jobDocument,
  storedJob,
} from '../../../test/support/forecast-jobs.ts';
import { reconcileSchedulerJob } from './reconcile-scheduler-job.ts';
import { schedulerJobName } from './scheduler-job-name.ts';

const ctx = testContext();
const nameOf = (jobId: string) => schedulerJobName(settings.parent, ctx.orgId, jobId);

/** Cloud Scheduler, and the trigger as it is called for each write; tells what it cost. */
async function start() {
  const { server, scheduler, meter } = await startCloudScheduler();
  const warnings: string[] = [];
  const reconcile = async (jobId: string, lookAgain = false) => {
    const call = { ...at(ctx, ctx.now), warn: (message: string) => warnings.push(message) };
    const deps = { scheduler, settings };
    const outcome = await reconcileSchedulerJob({ ctx: call, input: { jobId, lookAgain }, deps });
    return { ...outcome, reads: call.db.meter.reads, writes: call.db.meter.writes };
  };
  return { server, meter, reconcile, warnings };
}

describe('a write of a forecast job', () => {
  it('makes its Cloud Scheduler job, says its name, and asks nothing for its own writes', async () => {
    await addMetric(ctx);
    const { server, meter, reconcile } = await start();
    const jobId = await addJob(ctx, { spec: hourlySpec });
    expect(await reconcile(jobId)).toEqual({ steps: ['create'], problem: null, reads: 4, writes: 2 });
    const { spec, status } = await storedJob(ctx, jobId);
    expect(spec).toEqual(hourlySpec);
    expect(status).toMatchObject({ phase: 'scheduled', schedulerJobName: nameOf(jobId) });
    expect(server.held.get(nameOf(jobId))).toMatchObject({ schedule: '0 * * * *', timeZone: 'UTC' });
    expect(await reconcile(jobId)).toEqual({ steps: [], problem: null, reads: 2, writes: 0 });
    await jobDocument(ctx, jobId).update({ 'status.message': 'a run finished' });
    expect(await reconcile(jobId)).toMatchObject({ reads: 2, writes: 0 });
    expect([meter.reads, meter.writes]).toEqual([1, 1]);
  });

  it('follows the spec: changed, paused, resumed, wrong, right again, deleted', async () => {
    const { server, reconcile } = await start();
    const jobId = await addJob(ctx, { spec: hourlySpec });
    const after = async (changes: object) => {
      await jobDocument(ctx, jobId).update(changes);
      const { steps } = await reconcile(jobId);
      return [steps, (await storedJob(ctx, jobId)).status.schedulerJobName];
    };
    const name = nameOf(jobId);
    expect(await after({ 'spec.name': 'first' })).toEqual([['create'], name]);
    expect(await after({ 'spec.schedule': '15 6 * * *' })).toEqual([['update'], name]);
    expect(await after({ 'spec.horizon': 12 })).toEqual([[], name]);
    expect(await after({ 'spec.paused': true })).toEqual([['pause'], name]);
    expect(server.held.get(name).state).toBe(states.PAUSED);
    expect(await after({ 'spec.paused': false })).toEqual([['resume'], name]);
    expect(await after({ 'spec.schedule': 'hourly' })).toEqual([['delete'], null]);
    expect(await after({ 'spec.schedule': '@daily', 'spec.paused': true })).toEqual([[], null]);
    expect(await after({ 'spec.schedule': '0 7 * * *' })).toEqual([[], null]);
    expect(await after({ 'spec.paused': false })).toEqual([['create'], name]);
    await jobDocument(ctx, jobId).delete();
    expect((await reconcile(jobId)).steps).toEqual(['delete']);
    expect((await reconcile(jobId)).steps).toEqual([]);
    expect(server.held.jobs.size).toBe(0);
  });

  it('delivered twice at once leads to one job and one status', async () => {
    const { server, reconcile } = await start();
    const jobId = await addJob(ctx, { spec: hourlySpec });
    await Promise.all([reconcile(jobId), reconcile(jobId), reconcile(jobId)]);
    expect([...server.held.jobs.keys()]).toEqual([nameOf(jobId)]);
    expect(await storedJob(ctx, jobId)).toMatchObject({
      status: { observedGeneration: 1, schedulerJobName: nameOf(jobId) },
    });
  });

  it('tells Cloud Scheduler of the spec of now, when it is edited meanwhile', async () => {
    const { server, reconcile } = await start();
    const jobId = await addJob(ctx, { spec: hourlySpec });
    let edited = false;
    server.meanwhile = async (method) => {
      if (method !== 'CreateJob' || edited) return;
      edited = true;
      await jobDocument(ctx, jobId).update({ 'spec.schedule': '30 9 * * *' });
    };
    expect((await reconcile(jobId)).steps).toEqual(['create', 'update']);
    expect(server.held.get(nameOf(jobId)).schedule).toBe('30 9 * * *');
    expect((await reconcile(jobId)).reads).toBe(2);
  });

  it('leaves no Cloud Scheduler job behind, when the document is deleted meanwhile', async () => {
    const { server, reconcile } = await start();
    const jobId = await addJob(ctx, { spec: hourlySpec });
    server.meanwhile = async (method) => {
      if (method === 'CreateJob') await jobDocument(ctx, jobId).delete();
    };
    expect((await reconcile(jobId)).steps).toEqual(['create', 'delete']);
    expect(server.held.jobs.size).toBe(0);
  });

  it('has a Cloud Scheduler job of its own in each organization', async () => {
    const { server, reconcile } = await start();
    const jobId = await addJob(ctx, { spec: hourlySpec });
    const foreign = testContext();
    await jobDocument(foreign, jobId).set({ spec: { ...hourlySpec, schedule: '5 5 * * *' } });
    await reconcile(jobId);
    expect([...server.held.jobs.keys()]).toEqual([nameOf(jobId)]);
    expect((await storedJob(foreign, jobId)).status).toBeUndefined();
  });

  it('is refused to who may not write forecast jobs', async () => {
    const deps = { scheduler: (await startCloudScheduler()).scheduler, settings };
    const reader = testContext({ permissions: ['forecast-jobs:read'] });
    await expect(
      reconcileSchedulerJob({ ctx: reader, input: { jobId: 'job_1' }, deps }),
    ).rejects.toMatchObject({ reason: 'PERMISSION_MISSING' });
  });
});

describe('what Cloud Scheduler does not do', () => {
  const sweepDoes = 'until then the sweep starts runs, some minutes late';

  it.each([
    ['RESOURCE_EXHAUSTED', 'Cloud Scheduler has no quota left for this'],
    ['UNAVAILABLE', 'Cloud Scheduler is not available'],
  ] as const)(
    'for the moment (%s) is told in the status, once, and thrown to be done again',
    async (fault, words) => {
      const { server, reconcile, warnings } = await start();
      const jobId = await addJob(ctx, { spec: hourlySpec });
      server.answer('CreateJob', ...Array<typeof fault>(8).fill(fault));
      await expect(reconcile(jobId)).rejects.toMatchObject({ message: words, passes: true });
      const problem = `${words}, which is tried again; ${sweepDoes}`;
      const told = await storedJob(ctx, jobId);
      expect(told.status).toMatchObject({
        phase: 'scheduled',
        message: expect.stringMatching(/^next run Sat 21 Nov 2026 13:00 UTC.*; /),
        schedulerProblem: problem,
        schedulerJobName: null,
      });
      expect(told.status.message.endsWith(problem)).toBe(true);
      await expect(reconcile(jobId)).rejects.toMatchObject({ message: words });
      expect(await storedJob(ctx, jobId)).toEqual(told);
      expect(warnings).toHaveLength(2);

      expect((await reconcile(jobId)).steps).toEqual(['create']);
      const { status } = await storedJob(ctx, jobId);
      expect(status).not.toHaveProperty('schedulerProblem');
      expect(status.message).not.toContain('Cloud Scheduler');
      expect(status.schedulerJobName).toBe(nameOf(jobId));
    },
  );

  it.each([
    ['INVALID_ARGUMENT', 'Cloud Scheduler does not take this job'],
    ['PERMISSION_DENIED', 'Cloud Scheduler does not let this deployment manage jobs'],
  ] as const)('for good (%s) is told in the status, and not tried for ever', async (fault, words) => {
    const { server, reconcile, warnings } = await start();
    const jobId = await addJob(ctx, { spec: hourlySpec });
    server.answer('CreateJob', fault);
    expect(await reconcile(jobId)).toMatchObject({ steps: [], problem: words });
    expect((await storedJob(ctx, jobId)).status.schedulerProblem).toBe(
      `${words}, which needs somebody to mend it; ${sweepDoes}`,
    );
    expect(warnings).toEqual([expect.stringContaining(jobId)]);
  });
});
