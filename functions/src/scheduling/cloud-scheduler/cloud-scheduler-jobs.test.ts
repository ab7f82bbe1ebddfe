import { describe, expect, it } from 'vitest';
import {
  parent,
  settings,
  startCloudScheduler,
} from '../../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import { states } from '../../../test/support/cloud-scheduler/held-jobs.ts';
import { converge } from './converge.ts';
import { desiredJob } from './desired-job.ts';
import type { DesiredJob, SchedulerField } from './scheduler-job.ts';

const spec = {
  name: 'ATL departures',
  selector: { metric: 'flights.departures' },
  schedule: '0 6 * * 1-7',
  timeZone: 'Europe/Vienna',
  horizon: 24,
};

function desired(changes: object = {}): DesiredJob {
  const job = desiredJob(settings, 'org_a', { jobId: 'job_1', spec: { ...spec, ...changes }, status: null });
  if (job === null) throw new Error('the spec of this test is wrong');
  return job;
}

const job = desired();
const { name } = job;

/** Long for an answer of this machine, short for a test that waits until it is over. */
const shortMs = 700;

describe('the real client against a server that speaks the protocol', () => {
  it('holds what was created, byte by byte, and finds no difference afterwards', async () => {
    const { server, scheduler, meter } = await startCloudScheduler();
    const { held, steps } = await converge(scheduler, name, job);
    expect(steps).toEqual(['create']);
    expect(held).toEqual({ name, state: 'ENABLED', fields: job.fields });
    expect(await converge(scheduler, name, job)).toEqual({ held, steps: [] });
    expect(server.calls).toEqual(['GetJob', 'CreateJob', 'GetJob']);
    expect([meter.reads, meter.writes]).toEqual([2, 1]);
  });

  it('updates only the fields that differ', async () => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(job);
    const masks: SchedulerField[][] = [];
    const watched = {
      ...scheduler,
      update: (changed: DesiredJob, fields: readonly SchedulerField[]) => {
        masks.push([...fields]);
        return scheduler.update(changed, fields);
      },
    };
    const changed = desired({ schedule: '15 7 * * *', timeZone: 'UTC' });
    const { held, steps } = await converge(watched, name, changed);
    expect([steps, masks]).toEqual([['update'], [['schedule', 'timeZone']]]);
    expect(held?.fields).toEqual(changed.fields);
    expect(server.held.jobs.size).toBe(1);
  });

  it('pauses, updates while paused, resumes and deletes', async () => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(job);
    expect((await converge(scheduler, name, desired({ paused: true }))).steps).toEqual(['pause']);
    const renamed = desired({ paused: true, name: 'renamed' });
    expect((await converge(scheduler, name, renamed)).steps).toEqual(['update']);
    const back = await converge(scheduler, name, job);
    expect([back.steps, back.held?.state]).toEqual([['update', 'resume'], 'ENABLED']);
    expect((await converge(scheduler, name, null)).steps).toEqual(['delete']);
    expect(server.held.jobs.size).toBe(0);
  });

  it.each([
    ['DISABLED', ['delete', 'create']],
    ['UPDATE_FAILED', ['update']],
  ] as const)('brings a job that is %s back', async (state, steps) => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(job);
    server.held.get(name).state = states[state];
    expect(await converge(scheduler, name, job)).toMatchObject({ steps, held: { state: 'ENABLED' } });
  });

  it('lists page by page', async () => {
    const { server, scheduler } = await startCloudScheduler();
    server.pageMax = 2;
    for (const number of [1, 2, 3]) await scheduler.create({ ...job, name: `${parent}/jobs/j${number}` });
    const first = await scheduler.list(null);
    expect([first.jobs.length, first.nextPageToken]).toEqual([2, '2']);
    expect(await scheduler.list(first.nextPageToken)).toMatchObject({
      jobs: [{ name: `${parent}/jobs/j3` }],
      nextPageToken: null,
    });
  });
});

describe('answers other than success', () => {
  it('takes NOT_FOUND of what is to be deleted for done', async () => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(job);
    server.answer('DeleteJob', 'NOT_FOUND');
    server.meanwhile = async (method) => {
      if (method === 'DeleteJob') server.held.jobs.clear();
    };
    expect(await converge(scheduler, name, null)).toEqual({ held: null, steps: ['delete'] });
  });

  it('creates what is NOT_FOUND when it is to be updated', async () => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(desired({ schedule: '1 1 * * *' }));
    server.meanwhile = async (method) => {
      if (method === 'UpdateJob') server.held.jobs.clear();
    };
    expect(await converge(scheduler, name, job)).toMatchObject({
      steps: ['update', 'create'],
      held: { fields: job.fields },
    });
  });

  it('looks at what is there when it is told ALREADY_EXISTS', async () => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(desired({ schedule: '1 1 * * *' }));
    server.answer('GetJob', 'NOT_FOUND');
    expect((await converge(scheduler, name, job)).steps).toEqual(['create', 'update']);
  });

  it('takes a create that was heard, and whose answer was lost, for its own', async () => {
    const { server, scheduler } = await startCloudScheduler(shortMs);
    server.answer('CreateJob', 'deaf');
    expect(await converge(scheduler, name, job)).toMatchObject({ steps: ['create'], held: { name } });
    expect(server.calls).toEqual(['GetJob', 'CreateJob', 'CreateJob', 'GetJob']);
  });

  it('two deliveries at once lead to one job', async () => {
    const { server, scheduler } = await startCloudScheduler();
    const both = await Promise.all([converge(scheduler, name, job), converge(scheduler, name, job)]);
    for (const { held } of both) expect(held?.fields).toEqual(job.fields);
    expect(server.held.jobs.size).toBe(1);
  });

  it.each([
    ['RESOURCE_EXHAUSTED', 'resourceExhausted', 'Cloud Scheduler has no quota left for this'],
    ['UNAVAILABLE', 'unavailable', 'Cloud Scheduler is not available'],
    ['silence', 'deadlineExceeded', 'Cloud Scheduler did not answer in time'],
    ['hang up', 'unavailable', 'Cloud Scheduler is not available'],
  ] as const)(
    'tries again after %s, waiting twice as long each time, and then says so',
    async (fault, status, message) => {
      const { server, scheduler, waits, meter } = await startCloudScheduler(
        fault === 'silence' ? shortMs : undefined,
      );
      server.answer('CreateJob', fault, fault);
      expect((await scheduler.create(job)).name).toBe(name);
      expect([waits, meter.writes]).toEqual([[250, 500], 3]);
      server.answer('GetJob', fault, fault, fault, fault);
      await expect(scheduler.get(name)).rejects.toMatchObject({ status, message, passes: true });
      expect([waits, meter.reads]).toEqual([[250, 500, 250, 500, 1_000], 4]);
      expect((await scheduler.get(name)).name).toBe(name);
    },
  );

  it.each([
    ['INVALID_ARGUMENT', 'Cloud Scheduler does not take this job'],
    ['PERMISSION_DENIED', 'Cloud Scheduler does not let this deployment manage jobs'],
  ] as const)('does not try again after %s', async (fault, message) => {
    const { server, scheduler, waits } = await startCloudScheduler();
    server.answer('CreateJob', fault);
    await expect(converge(scheduler, name, job)).rejects.toMatchObject({ message, passes: false });
    expect([waits, server.calls]).toEqual([[], ['GetJob', 'CreateJob']]);
  });

  it('says which field Cloud Scheduler keeps otherwise than it was told', async () => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(desired({ timeZone: 'UTC' }));
    server.meanwhile = async () => {
      server.held.get(name).timeZone = 'Europe/Wien';
    };
    const stubborn: typeof scheduler = {
      ...scheduler,
      update: async (changed, fields) => {
        await scheduler.update(changed, fields);
        return scheduler.get(name);
      },
    };
    await expect(converge(stubborn, name, job)).rejects.toMatchObject({
      message: 'Cloud Scheduler keeps timeZone otherwise than it was told',
      passes: false,
    });
  });

  it('gives up on a job that somebody else keeps changing', async () => {
    const { server, scheduler } = await startCloudScheduler();
    await scheduler.create(job);
    server.answer('GetJob', ...Array<'NOT_FOUND'>(20).fill('NOT_FOUND'));
    await expect(converge(scheduler, name, job)).rejects.toMatchObject({ status: 'aborted', passes: true });
  });
});
