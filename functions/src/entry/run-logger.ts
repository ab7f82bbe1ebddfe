import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import type { LogSeverity } from '../http/services.ts';
import { runLog } from '../scheduling/run-log.ts';
import { runtime } from './runtime.ts';

/** Writes lines that are found by the `log` of the run's document. */
export function runLogger(task: RunForecastJobTask & { readonly batchId?: string }, workerId: string) {
  const { fields } = runLog(task);
  const batch = task.batchId === undefined ? {} : { batchId: task.batchId };
  return (severity: LogSeverity, message: string, more: object): void =>
    runtime().logger.write({ severity, message, ...fields, ...batch, workerId, ...more });
}
