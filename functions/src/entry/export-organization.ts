import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { runsAs } from '../config/service-accounts.ts';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { exportTaskSchema } from '../contracts/export.ts';
import { runExportSlice } from '../custody/export/run-export-slice.ts';
import { counted, oneTask } from './counted.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

/** Some steps of an export; it queues the next. Few at a time: whoever takes everything along can wait a little. */
export const exportOrganization = onTaskDispatched(
  {
    ...runsAs('exportOrganization'),
    memory: '512MiB',
    concurrency: 1,
    timeoutSeconds: 540,
    retryConfig: { maxAttempts: 8, minBackoffSeconds: 5, maxBackoffSeconds: 300 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(10) },
  },
  async ({ data }) => {
    const input = taskPayload(exportTaskSchema, data, 'exportOrganization');
    if (input === undefined) return;
    const ctx = systemCall('exportOrganization', input.orgId);
    await counted(ctx, oneTask, () => runExportSlice({ ctx, input }));
  },
);
