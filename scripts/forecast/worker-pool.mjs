import { Worker } from 'node:worker_threads';
import { errorLine } from './forecast-task.mjs';

/**
 * @typedef {import('./forecast-task.mjs').Task} Task
 * @typedef {import('./forecast-task.mjs').TaskResult} TaskResult
 * @typedef {import('./forecast-task.mjs').TaskOptions} TaskOptions
 * @typedef {{ task: Task, resolve: (result: TaskResult) => void }} Job
 */

const script = new URL('./forecast-worker.mjs', import.meta.url);

/**
 * Worker threads that forecast tasks, each one task at a time. A worker that dies of its task (out of memory, say)
 * costs that task an error line, and another worker takes its place.
 *
 * @param {number} size
 * @param {TaskOptions} options
 */
export function workerPool(size, options) {
  /** @type {Job[]} */
  const waiting = [];
  /** @type {Map<Worker, Job | undefined>} */
  const workers = new Map();

  const start = () => {
    const worker = new Worker(script, { workerData: options });
    worker.on('message', (/** @type {TaskResult} */ result) => {
      workers.get(worker)?.resolve(result);
      give(worker);
    });
    worker.on('error', (error) => {
      const job = workers.get(worker);
      workers.delete(worker);
      job?.resolve(errorLine(job.task.line, `the forecast broke off: ${error.message}`));
      if (waiting.length > 0) give(start());
    });
    return worker;
  };

  const give = (/** @type {Worker} */ worker) => {
    const job = waiting.shift();
    workers.set(worker, job);
    if (job !== undefined) worker.postMessage(job.task);
  };

  return {
    /**
     * @param {Task} task
     * @returns {Promise<TaskResult>}
     */
    run(task) {
      return new Promise((resolve) => {
        waiting.push({ task, resolve });
        const idle = [...workers].find(([, job]) => job === undefined)?.[0];
        if (idle !== undefined) give(idle);
        else if (workers.size < size) give(start());
      });
    },
    /** Ends the threads, whatever they do. */
    async close() {
      await Promise.all([...workers.keys()].map((worker) => worker.terminate()));
    },
  };
}
