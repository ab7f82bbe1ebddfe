import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { exportTaskSchema } from '../contracts/export.ts';
import { runExportSlice } from '../custody/export/run-export-slice.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

/** Some steps of an export; it queues the next. Few at a time: whoever takes everything along can wait a little. */
export const exportOrganization = onTaskDispatched(
  {
    memory: '512MiB',
    concurrency: 1,
    timeoutSeconds: 540,
    retryConfig: { maxAttempts: 8, minBackoffSeconds: 5, maxBackoffSeconds: 300 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(10) },
  },
  async ({ data }) => {
    const input = taskPayload(exportTaskSchema, data, 'exportOrganization');
    if (input === undefined) return;
    await runExportSlice({ ctx: systemCall('exportOrganization', input.orgId), input });
  },
);
