import { randomUUID } from 'node:crypto';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { forecastWorkers } from '../config/forecast-workers.ts';
import { runsAs } from '../config/service-accounts.ts';
import { timeGptSecrets } from '../config/timegpt.ts';
import { runForecastJobTaskSchema } from '../contracts/forecast-job.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastMetrics } from '../pipeline/forecast/forecast-metrics.ts';
import { forecastSelected } from '../pipeline/hierarchy/forecast-selected.ts';
import { runForecastJob as run } from '../scheduling/run-forecast-job.ts';
import { counted, oneTask } from './counted.ts';
import { runLogger } from './run-logger.ts';
import { runtime } from './runtime.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

const workerId = `worker-${randomUUID()}`;

/** One run of one forecast job, claimed by a lease. Delivered again while another worker holds it. */
export const runForecastJob = onTaskDispatched(
  {
    ...runsAs('runForecastJob'),
    memory: '1GiB',
    timeoutSeconds: 540,
    secrets: timeGptSecrets,
    retryConfig: { maxAttempts: 10, minBackoffSeconds: 5, maxBackoffSeconds: 300 },
    ...forecastWorkers(),
  },
  async ({ data }) => {
    const input = taskPayload(runForecastJobTaskSchema, data, 'runForecastJob');
    if (input === undefined) return;
    const log = runLogger(input, workerId);
    const ctx = {
      ...systemCall('runForecastJob', input.orgId),
      warn: (message: string, error: unknown) => log('WARNING', message, { error }),
    };
    const forecasting = { forecastMetric, forecastMetrics, forecastHierarchy: forecastSelected };
    const named = `run ${input.runId} of job ${input.jobId}`;
    try {
      const deps = { ...forecasting, workerId, clock: runtime().now };
      const result = await counted(ctx, oneTask, () => run({ ctx, input, deps }));
      log('INFO', `${named}: ${result}`, { result });
    } catch (error) {
      log('WARNING', `${named}: this delivery did not end it`, { error });
      throw error;
    }
  },
);
