import { setTimeout } from 'node:timers/promises';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { runsAs } from '../config/service-accounts.ts';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { analyseSeriesTaskSchema } from '../contracts/forecast-job.ts';
import { analyseSeries as analyse } from '../pipeline/anomaly/analyse-series.ts';
import { analysisDelayMs } from '../pipeline/store/analysis-schedule.ts';
import { counted, oneTask } from './counted.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

/** Detects and evaluates rules over the series that got points. Repeating it changes nothing. */
export const analyseSeries = onTaskDispatched(
  {
    ...runsAs('analyseSeries'),
    memory: '512MiB',
    timeoutSeconds: 540,
    retryConfig: { maxAttempts: 8, minBackoffSeconds: 2, maxBackoffSeconds: 300 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(100) },
  },
  async ({ data }) => {
    const task = taskPayload(analyseSeriesTaskSchema, data, 'analyseSeries');
    if (task === undefined) return;
    await untilDue(task.notBefore);
    for (const [place, input] of task.series.entries()) {
      const ctx = systemCall('analyseSeries', task.orgId);
      await counted(ctx, place === 0 ? oneTask : {}, () => analyse({ ctx, input }));
    }
  },
);

/** Cloud Tasks delivers when a task is due; the emulator and the queue in memory deliver at once. */
async function untilDue(notBefore: number): Promise<void> {
  const waitMs = Math.min(notBefore - Date.now(), analysisDelayMs);
  if (waitMs > 0) await setTimeout(waitMs);
}
