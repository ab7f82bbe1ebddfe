import { afterEach, describe, expect, it, vi } from 'vitest';
import { settings, startCloudScheduler } from '../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import { RecordedTasks, testContext } from '../../test/support/context.ts';
import { addJob, hourlySpec, jobDocument, storedJob } from '../../test/support/forecast-jobs.ts';
import type { DeployedScheduler } from './cloud-scheduler.ts';
import { forecastJobWritten } from './forecast-job-written.ts';
import { useRuntime } from './runtime.ts';

const deployed = vi.hoisted(() => ({ deps: undefined as DeployedScheduler | undefined }));
vi.mock('./cloud-scheduler.ts', () => ({ cloudScheduler: async () => deployed.deps }));

afterEach(() => {
  deployed.deps = undefined;
});

const ctx = testContext();

/** The event that a write of the job sends; its name is all that the function reads of it. */
function written(jobId: string): Promise<void> {
  useRuntime({
    firestore: ctx.db.firestore,
    tasks: new RecordedTasks(),
    logger: { write: () => undefined },
    verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
    now: () => ctx.now,
  });
  const event = { params: { orgId: ctx.orgId, jobId } };
  return forecastJobWritten.run(event as never) as Promise<void>;
}

describe('forecastJobWritten', () => {
  it('gives a job a status, and no Cloud Scheduler job, while the sweep is the trigger', async () => {
    const jobId = await addJob(ctx, { spec: hourlySpec });
    await written(jobId);
    expect((await storedJob(ctx, jobId)).status).toMatchObject({
      phase: 'scheduled',
      schedulerJobName: null,
    });
  });

  it('gives it both, and takes both away, where Cloud Scheduler is', async () => {
    const { server, scheduler, meter } = await startCloudScheduler();
    deployed.deps = { scheduler, settings, meter };
    const jobId = await addJob(ctx, { spec: hourlySpec });
    await written(jobId);
    const { status } = await storedJob(ctx, jobId);
    expect([...server.held.jobs.keys()]).toEqual([status.schedulerJobName]);
    await jobDocument(ctx, jobId).delete();
    await written(jobId);
    expect(server.held.jobs.size).toBe(0);
  });

  it('fails, to be delivered again, while Cloud Scheduler is not available', async () => {
    const { server, scheduler, meter } = await startCloudScheduler();
    deployed.deps = { scheduler, settings, meter };
    const jobId = await addJob(ctx, { spec: hourlySpec });
    server.answer('CreateJob', 'UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE');
    await expect(written(jobId)).rejects.toThrow('Cloud Scheduler is not available');
    await written(jobId);
    expect(server.held.jobs.size).toBe(1);
  });
});
