import { getFunctions } from 'firebase-admin/functions';
import { region } from '../config/deployment.ts';
import type { TaskQueue } from '../contracts/tasks.ts';

/** Longer than any analysis or run takes; a run longer than this goes on under its lease and is delivered again. */
const dispatchDeadlineSeconds = 540;

/**
 * Cloud Tasks through the Admin SDK. Tasks carry no id of their own: Cloud Tasks would refuse a second task of the
 * same name for hours, also the one that takes over from a crashed worker. What a task names is idempotent instead.
 */
export function cloudTasks(): TaskQueue {
  const queue = <T extends object>(name: string) =>
    getFunctions().taskQueue<T>(`locations/${region}/functions/${name}`);
  return {
    enqueueAnalysis: (task) =>
      queue<typeof task>('analyseSeries').enqueue(task, {
        dispatchDeadlineSeconds,
        scheduleTime: new Date(task.notBefore),
      }),
    enqueueRun: (task, { notBefore } = {}) =>
      queue<typeof task>('runForecastJob').enqueue(task, {
        dispatchDeadlineSeconds,
        ...(notBefore !== undefined && { scheduleTime: notBefore }),
      }),
    enqueueBatch: (task) => queue<typeof task>('forecastBatch').enqueue(task, { dispatchDeadlineSeconds }),
    enqueueBackfill: (task) =>
      queue<typeof task>('backfillAnomalies').enqueue(task, { dispatchDeadlineSeconds }),
    enqueueExport: (task) =>
      queue<typeof task>('exportOrganization').enqueue(task, { dispatchDeadlineSeconds }),
    enqueueFlush: (task, { notBefore } = {}) =>
      queue<typeof task>('flushNotificationGroup').enqueue(task, {
        dispatchDeadlineSeconds,
        ...(notBefore !== undefined && { scheduleTime: notBefore }),
      }),
    enqueueDelivery: (task, { notBefore } = {}) =>
      queue<typeof task>('deliverNotification').enqueue(task, {
        dispatchDeadlineSeconds,
        ...(notBefore !== undefined && { scheduleTime: notBefore }),
      }),
  };
}
