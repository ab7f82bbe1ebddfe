/** Thread of a `workerPool`: answers each task that it is sent with its result. */
import { parentPort, workerData } from 'node:worker_threads';
import { forecastTask } from './forecast-task.mjs';

parentPort?.on('message', (/** @type {import('./forecast-task.mjs').Task} */ task) =>
  parentPort?.postMessage(forecastTask(task, workerData)),
);
