import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { reconcileJob } from '../scheduling/reconcile-job.ts';
import { systemCall } from './system-call.ts';

/** Reconciles a forecast job with its spec, however it was written. Its own write of `status` finds nothing to do. */
export const forecastJobWritten = onDocumentWritten(
  { document: 'organizations/{orgId}/forecast_jobs/{jobId}', retry: true, memory: '256MiB' },
  async ({ params: { orgId, jobId } }) => {
    await reconcileJob({ ctx: systemCall('forecastJobWritten', orgId), input: { jobId } });
  },
);
