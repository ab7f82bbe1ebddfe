import { mapInOrder } from '../forecast/map-in-order.mjs';
import { ownThread } from '../forecast/own-thread.mjs';
import { readTasks } from '../forecast/read-tasks.mjs';
import { workerPool } from '../forecast/worker-pool.mjs';
import { detectTask } from './detect-task.mjs';

/** Tasks that each worker may be ahead of the slowest: enough to stay busy beside a long series, few enough to hold. */
const aheadPerWorker = 4;

const work = { script: new URL('./detect-worker.mjs', import.meta.url), what: 'detection' };

/**
 * Where a run reads and writes.
 *
 * @typedef {{ chunks: AsyncIterable<Uint8Array>, write: (line: string) => Promise<void>,
 *   progress: { count: (failed: boolean) => void, done: () => void } }} Surroundings
 */

/**
 * Looks at every series of the input and writes a line for each, in its order.
 *
 * @param {import('./parse-options.mjs').Options} options
 * @param {Surroundings} surroundings
 * @returns {Promise<{ failed: number }>} number of error lines
 */
export async function runDetections(options, { chunks, write, progress }) {
  const { jobs, sensitivity, seasonLengths, timeZone, bands, rarity } = options;
  /** @type {import('./detect-task.mjs').TaskOptions} */
  const shared = {
    bands,
    rarity,
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(seasonLengths === undefined ? {} : { seasonLengths }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  /** @typedef {import('../forecast/forecast-task.mjs').Task} Task */
  /** @type {{ run: (task: Task) => Promise<import('./detect-task.mjs').TaskResult>, close: () => Promise<void> }} */
  const workers =
    jobs > 1
      ? workerPool(jobs, shared, work)
      : ownThread((/** @type {Task} */ task) => detectTask(task, shared));
  let failed = 0;
  try {
    const ahead = jobs > 1 ? jobs * aheadPerWorker : 1;
    for await (const result of mapInOrder(readTasks(chunks, options), workers.run, ahead)) {
      await write(result.output);
      if (result.anomalies === undefined) failed += 1;
      progress.count(result.anomalies === undefined);
    }
  } finally {
    await workers.close();
  }
  progress.done();
  return { failed };
}
