import { randomUUID } from 'node:crypto';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { timeGptSecrets } from '../config/timegpt.ts';
import { runForecastJobTaskSchema } from '../contracts/forecast-job.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastMetrics } from '../pipeline/forecast/forecast-metrics.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { runForecastJob as run } from '../scheduling/run-forecast-job.ts';
import { runtime } from './runtime.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

const workerId = `worker-${randomUUID()}`;

/** One run of one forecast job, claimed by a lease. Delivered again while another worker holds it. */
export const runForecastJob = onTaskDispatched(
  {
    memory: '1GiB',
    timeoutSeconds: 540,
    secrets: timeGptSecrets,
    retryConfig: { maxAttempts: 10, minBackoffSeconds: 5, maxBackoffSeconds: 300 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(50) },
  },
  async ({ data }) => {
    const input = taskPayload(runForecastJobTaskSchema, data, 'runForecastJob');
    if (input === undefined) return;
    const ctx = systemCall('runForecastJob', input.orgId);
    const forecasting = { forecastMetric, forecastMetrics, forecastHierarchy: forecastSelected };
    await run({ ctx, input, deps: { ...forecasting, workerId, clock: runtime().now } });
  },
);
