import { inThreads } from './in-threads.mjs';

/**
 * A network to train on the rows at `places`, with that seed.
 *
 * @typedef {{ places: number[], seed: number }} Job
 */

const file = new URL('train-worker.mjs', import.meta.url);

/**
 * Trains one network for each job. `what` names the trainer, `data` is what it needs besides the job.
 *
 * @param {'gate' | 'widths'} what
 * @param {object} data
 * @param {readonly Job[]} jobs
 * @param {number} [threads]
 * @returns {Promise<import('../../functions/lib/forecasting/ensemble/network.js').Network[]>} in the order of the jobs
 */
export function trainInParallel(what, data, jobs, threads) {
  return inThreads(file, { what, data }, jobs, threads);
}
