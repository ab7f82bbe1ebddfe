import { terminalStyle } from '../start/report/terminal-style.mjs';
import { accuracyReport } from './accuracy-report.mjs';
import { forecastTask } from './forecast-task.mjs';
import { mapInOrder } from './map-in-order.mjs';
import { ownThread } from './own-thread.mjs';
import { readTasks } from './read-tasks.mjs';
import { workerPool } from './worker-pool.mjs';

/** Tasks that each worker may be ahead of the slowest: enough to stay busy beside a long series, few enough to hold. */
const aheadPerWorker = 8;

/**
 * Where a run reads and writes. `tell` shows charts and the report.
 *
 * @typedef {{ chunks: AsyncIterable<Uint8Array>, write: (line: string) => Promise<void>, tell: (text: string) => void,
 *   progress: { count: (failed: boolean) => void, clear: () => void, done: () => void },
 *   errorStream: { isTTY?: boolean, columns?: number }, env: NodeJS.ProcessEnv }} Surroundings
 */

/**
 * Forecasts every series of the input and writes a line for each, in its order.
 *
 * @param {import('./parse-options.mjs').Options} options
 * @param {Surroundings} surroundings
 * @returns {Promise<{ failed: number, report: string }>} number of error lines, and the accuracy in words
 */
export async function runForecasts(options, { chunks, write, tell, progress, errorStream, env }) {
  const { jobs, levels, model, horizon, seasonLength, frequency, holidays, plot } = options;
  const { quantiles, crossings, paths } = options;
  const { resolution, aggregate, timeZone, repair, bounds } = options;
  /** @type {import('./forecast-task.mjs').TaskOptions} */
  const shared = {
    levels,
    model,
    ...(quantiles === undefined ? {} : { quantiles }),
    ...(crossings === undefined ? {} : { crossings }),
    ...(paths === undefined ? {} : { paths }),
    ...(horizon === undefined ? {} : { horizon }),
    ...(seasonLength === undefined ? {} : { seasonLength }),
    ...(frequency === undefined ? {} : { frequency }),
    ...(holidays === undefined ? {} : { holidays }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(repair === undefined ? {} : { repair }),
    ...(bounds === undefined ? {} : { bounds }),
    ...(plot ? { chart: terminalStyle(errorStream, env) } : {}),
  };
  const accuracy = accuracyReport(levels);
  const workers =
    jobs > 1
      ? workerPool(jobs, shared)
      : ownThread((/** @type {import('./forecast-task.mjs').Task} */ task) => forecastTask(task, shared));
  let failed = 0;
  try {
    const ahead = jobs > 1 ? jobs * aheadPerWorker : 1;
    for await (const result of mapInOrder(readTasks(chunks, options), workers.run, ahead)) {
      await write(result.output);
      if (result.evidence === undefined) failed += 1;
      else accuracy.add(result.evidence);
      if (result.chart !== undefined) {
        progress.clear();
        tell(`${result.chart.join('\n')}\n`);
      }
      progress.count(result.evidence === undefined);
    }
  } finally {
    await workers.close();
  }
  progress.done();
  return { failed, report: accuracy.text() };
}
