import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Cases that a thread tries before it reports. */
const rangeLength = 250;

/**
 * Tries `count` cases from number `from` in `jobs` threads.
 *
 * @param {{ from: number, count: number, seed: number, jobs: number }} plan
 * @param {(done: number, failed: number) => void} tell
 * @returns {Promise<import('./try-cases.mjs').Tried>} failures in the order of their numbers
 */
export async function runFuzz({ from, count, seed, jobs }, tell) {
  /** @type {import('./try-cases.mjs').Tried} */
  const total = { cases: 0, repeated: 0, failures: [] };
  let next = from;
  const work = async () => {
    const worker = new Worker(new URL('./fuzz-worker.mjs', import.meta.url));
    try {
      while (next < from + count) {
        const range = { from: next, to: Math.min(next + rangeLength, from + count), seed };
        next = range.to;
        worker.postMessage(range);
        const [tried] = await once(worker, 'message');
        total.cases += tried.cases;
        total.repeated += tried.repeated;
        total.failures.push(...tried.failures);
        tell(total.cases, total.failures.length);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  total.failures.sort((a, b) => a.number - b.number);
  return total;
}
