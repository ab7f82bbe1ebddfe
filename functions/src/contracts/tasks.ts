import type { BackfillTask } from './anomaly-backfill.ts';
import type { ExportTask } from './export.ts';
import type { ForecastBatchTask } from './forecast-batch.ts';
import type { AnalyseSeriesTask, RunForecastJobTask } from './forecast-job.ts';
import type { DeliverNotificationTask, FlushGroupTask } from './notification-tasks.ts';

/**
 * Work handed to Cloud Tasks. Delivery is at least once, so each task names deterministic work; enqueuing the same
 * run twice is harmless.
 */
export interface TaskQueue {
  enqueueAnalysis(task: AnalyseSeriesTask): Promise<void>;
  /** `notBefore` spreads runs that are due together; a queue without a clock may ignore it. */
  enqueueRun(task: RunForecastJobTask, options?: { readonly notBefore?: Date }): Promise<void>;
  /** A part of a run over many series. */
  enqueueBatch(task: ForecastBatchTask): Promise<void>;
  enqueueBackfill(task: BackfillTask): Promise<void>;
  /** Some steps of an export. */
  enqueueExport(task: ExportTask): Promise<void>;
  /** Looks, at `notBefore` or later, what is to be told of a group of alerts. */
  enqueueFlush(task: FlushGroupTask, options?: { readonly notBefore?: Date }): Promise<void>;
  /** One attempt of a delivery, at `notBefore` or later. */
  enqueueDelivery(task: DeliverNotificationTask, options?: { readonly notBefore?: Date }): Promise<void>;
}
