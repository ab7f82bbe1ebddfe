/** Thread of a `workerPool`: answers each task that it is sent with its result. */
import { parentPort, workerData } from 'node:worker_threads';
import { detectTask } from './detect-task.mjs';

parentPort?.on('message', (/** @type {import('../forecast/forecast-task.mjs').Task} */ task) =>
  parentPort?.postMessage(detectTask(task, workerData)),
);
