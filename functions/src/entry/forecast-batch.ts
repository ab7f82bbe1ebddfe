import { randomUUID } from 'node:crypto';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { runsAs } from '../config/service-accounts.ts';
import { taskConcurrency } from '../config/task-concurrency.ts';
import { timeGptSecrets } from '../config/timegpt.ts';
import { forecastBatchTaskSchema } from '../contracts/forecast-batch.ts';
import { forecastMetric } from '../pipeline/forecast/forecast-metric.ts';
import { forecastMetrics } from '../pipeline/forecast/forecast-metrics.ts';
import { forecastBatch as work } from '../scheduling/forecast-batch.ts';
import { counted, oneTask } from './counted.ts';
import { runLogger } from './run-logger.ts';
import { runtime } from './runtime.ts';
import { systemCall } from './system-call.ts';
import { taskPayload } from './task-payload.ts';

const workerId = `worker-${randomUUID()}`;

/**
 * One batch of a run over many series. A queue of its own, and no more at a time than runs have, so that a run over ten
 * thousand series keeps no other waiting.
 */
export const forecastBatch = onTaskDispatched(
  {
    ...runsAs('forecastBatch'),
    memory: '1GiB',
    concurrency: 1,
    timeoutSeconds: 540,
    secrets: timeGptSecrets,
    retryConfig: { maxAttempts: 10, minBackoffSeconds: 5, maxBackoffSeconds: 300 },
    rateLimits: { maxConcurrentDispatches: taskConcurrency(50) },
  },
  async ({ data }) => {
    const input = taskPayload(forecastBatchTaskSchema, data, 'forecastBatch');
    if (input === undefined) return;
    const log = runLogger(input, workerId);
    const ctx = {
      ...systemCall('forecastBatch', input.orgId),
      warn: (message: string, error: unknown) => log('WARNING', message, { error }),
    };
    const named = `${input.batchId} of run ${input.runId} of job ${input.jobId}`;
    try {
      const deps = { forecastMetric, forecastMetrics, workerId, clock: runtime().now };
      const result = await counted(ctx, oneTask, () => work({ ctx, input, deps }));
      log('INFO', `${named}: ${result}`, { result });
    } catch (error) {
      log('WARNING', `${named}: this delivery did not end it`, { error });
      throw error;
    }
  },
);
