import { randomUUID } from 'node:crypto';

/**
 * @typedef {typeof import('../../../functions/lib/index.js')} Functions
 * @typedef {import('./task-queue.mjs').Worker} Worker
 */

/**
 * The exported functions in the hands of this process instead of Cloud Tasks, Eventarc and Cloud Scheduler. Each gets
 * the event that those would send, so far as it reads it.
 *
 * @param {Functions} functions
 * @returns {{ analysis: Worker, run: Worker, batch: Worker, backfill: Worker, exporting: Worker, jobWritten: Worker, flush: Worker,
 *   delivery: Worker, tick: () => Promise<void> }}
 */
export function bindFunctions({
  analyseSeries,
  runForecastJob,
  forecastBatch,
  backfillAnomalies,
  exportOrganization,
  forecastJobWritten,
  flushNotificationGroup,
  deliverNotification,
  dispatchDueJobs,
  tickNotifications,
  rollUpUsage,
}) {
  return {
    analysis: {
      name: 'analyseSeries',
      deliver: async (payload) => analyseSeries.run(taskOf('analyseSeries', payload)),
    },
    run: {
      name: 'runForecastJob',
      deliver: async (payload) => runForecastJob.run(taskOf('runForecastJob', payload)),
    },
    batch: {
      name: 'forecastBatch',
      deliver: async (payload) => forecastBatch.run(taskOf('forecastBatch', payload)),
    },
    backfill: {
      name: 'backfillAnomalies',
      deliver: async (payload) => backfillAnomalies.run(taskOf('backfillAnomalies', payload)),
    },
    exporting: {
      name: 'exportOrganization',
      deliver: async (payload) => exportOrganization.run(taskOf('exportOrganization', payload)),
    },
    jobWritten: {
      name: 'forecastJobWritten',
      deliver: async (payload) => {
        // It reads the document afresh, so its name is all that the event has to bring.
        const event = /** @type {unknown} */ ({ params: payload });
        await forecastJobWritten.run(/** @type {Parameters<typeof forecastJobWritten.run>[0]} */ (event));
      },
    },
    flush: {
      name: 'flushNotificationGroup',
      deliver: async (payload) => flushNotificationGroup.run(taskOf('flushNotificationGroup', payload)),
    },
    delivery: {
      name: 'deliverNotification',
      deliver: async (payload) => deliverNotification.run(taskOf('deliverNotification', payload)),
    },
    tick: async () => {
      const scheduleTime = new Date().toISOString();
      await dispatchDueJobs.run({ jobName: 'firebase-schedule-dispatchDueJobs', scheduleTime });
      await tickNotifications.run({ jobName: 'firebase-schedule-tickNotifications', scheduleTime });
      await rollUpUsage.run({ jobName: 'firebase-schedule-rollUpUsage', scheduleTime });
    },
  };
}

/**
 * A task as Cloud Tasks deliver it.
 *
 * @param {string} queueName
 * @param {unknown} data
 */
function taskOf(queueName, data) {
  return {
    data,
    queueName,
    id: randomUUID(),
    retryCount: 0,
    executionCount: 0,
    scheduledTime: new Date().toISOString(),
  };
}
