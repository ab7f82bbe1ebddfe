import { Worker } from 'node:worker_threads';
import { errorLine } from './error-line.mjs';

/**
 * The threads of a pool: `script` answers each task that it is sent with its result, `what` names that in an error line.
 *
 * @typedef {{ script: URL, what: string }} Work
 */

/** @type {Work} */
const forecasting = { script: new URL('./forecast-worker.mjs', import.meta.url), what: 'forecast' };

/**
 * Worker threads that answer tasks, each one task at a time. A worker that dies of its task (out of memory, say)
 * costs that task an error line, and another worker takes its place.
 *
 * @template {{ line: number }} [Task=import('./forecast-task.mjs').Task]
 * @template {{ output: string }} [Result=import('./forecast-task.mjs').TaskResult]
 * @param {number} size
 * @param {unknown} options that every thread gets
 * @param {Work} [work]
 */
export function workerPool(size, options, { script, what } = forecasting) {
  /** @typedef {{ task: Task, resolve: (result: Result) => void }} Job */
  /** @type {Job[]} */
  const waiting = [];
  /** @type {Map<Worker, Job | undefined>} */
  const workers = new Map();

  const start = () => {
    const worker = new Worker(script, { workerData: options });
    worker.on('message', (/** @type {Result} */ result) => {
      workers.get(worker)?.resolve(result);
      give(worker);
    });
    worker.on('error', (error) => {
      const job = workers.get(worker);
      workers.delete(worker);
      job?.resolve(
        /** @type {Result} */ (errorLine(job.task.line, `the ${what} broke off: ${error.message}`)),
      );
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
     * @returns {Promise<Result>}
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
