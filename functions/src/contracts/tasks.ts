import type { BackfillTask } from './anomaly-backfill.ts';
import type { AnalyseSeriesTask, RunForecastJobTask } from './forecast-job.ts';

/**
 * Work handed to Cloud Tasks. Delivery is at least once, so each task names deterministic work; enqueuing the same
 * run twice is harmless.
 */
export interface TaskQueue {
  enqueueAnalysis(task: AnalyseSeriesTask): Promise<void>;
  enqueueRun(task: RunForecastJobTask): Promise<void>;
  enqueueBackfill(task: BackfillTask): Promise<void>;
}
