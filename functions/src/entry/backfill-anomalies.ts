import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { runsAs } from '../config/service-accounts.ts';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { backfillTaskSchema } from '../contracts/anomaly-backfill.ts';
import { runBackfillSlice } from '../pipeline/anomaly/backfill/run-backfill-slice.ts';
import { counted, oneTask } from './counted.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

/** One slice of a backfill; it queues the next. Few at a time: history can wait for what comes in. */
export const backfillAnomalies = onTaskDispatched(
  {
    ...runsAs('backfillAnomalies'),
    memory: '512MiB',
    timeoutSeconds: 540,
    retryConfig: { maxAttempts: 8, minBackoffSeconds: 5, maxBackoffSeconds: 300 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(10) },
  },
  async ({ data }) => {
    const input = taskPayload(backfillTaskSchema, data, 'backfillAnomalies');
    if (input === undefined) return;
    const ctx = systemCall('backfillAnomalies', input.orgId);
    await counted(ctx, oneTask, () => runBackfillSlice({ ctx, input }));
  },
);
