import os from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Answers of the worker `file` to each job, in the order of the jobs, from as many threads as asked for. Each thread
 * starts with `data` and answers one job at a time, so that the answers do not depend on how many there are.
 *
 * @template Job, Answer
 * @param {URL} file
 * @param {unknown} data
 * @param {readonly Job[]} jobs
 * @param {number} [threads]
 * @returns {Promise<Answer[]>}
 */
export async function inThreads(file, data, jobs, threads = os.availableParallelism()) {
  /** @type {Answer[]} */
  const answers = new Array(jobs.length);
  let next = 0;
  const work = async () => {
    const worker = new Worker(file, { workerData: data });
    while (next < jobs.length) {
      const place = next++;
      answers[place] = await ask(worker, jobs[place]);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
  return answers;
}

/**
 * @param {Worker} worker
 * @param {unknown} job
 * @returns {Promise<any>}
 */
function ask(worker, job) {
  return new Promise((resolve, reject) => {
    const settle = () => worker.removeAllListeners('message').removeAllListeners('error');
    worker.once('message', (answer) => {
      settle();
      resolve(answer);
    });
    worker.once('error', (error) => {
      settle();
      reject(error);
    });
    worker.postMessage(job);
  });
}
