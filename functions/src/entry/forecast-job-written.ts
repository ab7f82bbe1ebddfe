import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { runsAs } from '../config/service-accounts.ts';
import { type DirectlyChanged, recordDirectChange } from '../operator/audit/record-direct-change.ts';
import { reconcileSchedulerJob } from '../scheduling/cloud-scheduler/reconcile-scheduler-job.ts';
import { reconcileJob } from '../scheduling/reconcile-job.ts';
import { cloudScheduler } from './cloud-scheduler.ts';
import { counted, oneTrigger } from './counted.ts';
import { systemCall } from './system-call.ts';

const directlyWritten: DirectlyChanged = {
  type: 'forecast-job',
  made: 'create',
  changed: 'update',
  fields: ['spec'],
  madeBy: 'createdBy',
  changedBy: null,
};

/**
 * Reconciles a forecast job with its spec, however it was written, and its Cloud Scheduler job where it has one. Its own
 * write of `status` finds nothing to do. What was written past the API it puts into the audit log.
 */
export const forecastJobWritten = onDocumentWritten(
  {
    ...runsAs('forecastJobWritten'),
    document: 'organizations/{orgId}/forecast_jobs/{jobId}',
    retry: true,
    memory: '256MiB',
  },
  async ({ id, data, params: { orgId, jobId } }) => {
    const ctx = systemCall('forecastJobWritten', orgId);
    const call = { ctx, input: { jobId } };
    const deps = await cloudScheduler();
    await counted(ctx, oneTrigger, async () => {
      if (data !== undefined) await recordDirectChange(directlyWritten, { ...ctx, eventId: id, ...data });
      if (deps === undefined) await reconcileJob(call);
      else await reconcileSchedulerJob({ ...call, deps });
    });
  },
);
