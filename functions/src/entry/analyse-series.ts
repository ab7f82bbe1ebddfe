import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { analyseSeriesTaskSchema } from '../contracts/forecast-job.ts';
import { analyseSeries as analyse } from '../pipeline/anomaly/analyse-series.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

/** Detects and evaluates rules over the series that got points. Repeating it changes nothing. */
export const analyseSeries = onTaskDispatched(
  {
    memory: '512MiB',
    timeoutSeconds: 540,
    retryConfig: { maxAttempts: 8, minBackoffSeconds: 2, maxBackoffSeconds: 300 },
    rateLimits: { maxConcurrentDispatches: 100 },
  },
  async ({ data }) => {
    const task = taskPayload(analyseSeriesTaskSchema, data, 'analyseSeries');
    if (task === undefined) return;
    for (const input of task.series) await analyse({ ctx: systemCall('analyseSeries', task.orgId), input });
  },
);
