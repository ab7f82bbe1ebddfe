import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { runsAs } from '../config/service-accounts.ts';
import { reconcileSchedulerJob } from '../scheduling/cloud-scheduler/reconcile-scheduler-job.ts';
import { reconcileJob } from '../scheduling/reconcile-job.ts';
import { cloudScheduler } from './cloud-scheduler.ts';
import { counted, oneTrigger } from './counted.ts';
import { systemCall } from './system-call.ts';

/**
 * Reconciles a forecast job with its spec, however it was written, and its Cloud Scheduler job where it has one. Its own
 * write of `status` finds nothing to do.
 */
export const forecastJobWritten = onDocumentWritten(
  {
    ...runsAs('forecastJobWritten'),
    document: 'organizations/{orgId}/forecast_jobs/{jobId}',
    retry: true,
    memory: '256MiB',
  },
  async ({ params: { orgId, jobId } }) => {
    const ctx = systemCall('forecastJobWritten', orgId);
    const call = { ctx, input: { jobId } };
    const deps = await cloudScheduler();
    await counted(ctx, oneTrigger, async () => {
      if (deps === undefined) await reconcileJob(call);
      else await reconcileSchedulerJob({ ...call, deps });
    });
  },
);
