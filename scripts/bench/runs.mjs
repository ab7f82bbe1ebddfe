import { startSuite } from '../emulators/start-suite.mjs';
import { onStopRequest } from '../setup/on-stop-request.mjs';
import { suiteBackend } from '../start/backend.mjs';
import { runTicker } from '../ticker/run-ticker.mjs';
import { rounded } from './cpu.mjs';

/** As Cloud Scheduler ticks. */
const tickIntervalMs = 60_000;
/** Series that are forecast one by one for comparison; more only take longer. */
const comparedMax = 100;

/**
 * @typedef {{ series: number, hours: number, forecast: number, seconds: number, seriesPerSecond: number,
 *   readsPerSeries: number, writesPerSeries: number, tasksPerSeries: number, singleSeconds: number, ratio: number }} RunMeasure
 * `singleSeconds` is for as many forecasts one after the other, `ratio` that of `seconds` to it
 */

/**
 * A run of one job over many series, from due to done, on the emulators of Functions, Firestore and Tasks that `npm
 * start` uses: the sweep is ticked once a minute, and the tasks emulator delivers what it queues, a few at a time. In this
 * process are only the code that writes the series, which are not analysed, and what the run is compared with: forecasts one after
 * the other, each kept, on the same emulator. A run over one series starts the workers before.
 *
 * Documents and tasks are those that the run counts in its own document; the sweep that finds the job adds a read and two
 * writes.
 *
 * @param {{ series: number, hours: number }} size
 * @returns {Promise<RunMeasure>}
 * @throws {Error} when the run does not end `completed`
 */
export async function measureRun({ series, hours }) {
  const stopping = new AbortController();
  onStopRequest((reason) => stopping.abort(new Error(`stopped by ${reason}`)));
  const suite = await startSuite({ signal: stopping.signal });
  Object.assign(process.env, suite.env);
  void suite.ended.then(() => stopping.abort(new Error('The emulators ended by themselves.')));
  const ticking = new AbortController();
  const signal = AbortSignal.any([stopping.signal, ticking.signal]);
  try {
    const { runContext } = await import('./runs-context.mjs');
    const context = runContext(suite.projectId);
    const { tick } = suiteBackend(suite);
    process.stderr.write(`writing ${series} series of ${hours} hours …\n`);
    await context.writeSeries(series, hours);
    const first = await context.dueJob({ metric: context.keyOf(0), labels: {} });
    await tick();
    await context.endOf(first, stopping.signal);
    process.stderr.write('running …\n');
    const job = await context.dueJob({ metric: 'bench.*.load', labels: {} });
    const startedAt = performance.now();
    void runTicker(tick, { intervalMs: tickIntervalMs, signal });
    const run = await context.endOf(job, stopping.signal);
    const seconds = (performance.now() - startedAt) / 1_000;
    ticking.abort();
    const compared = Math.min(comparedMax, series);
    const singleSeconds = ((await context.secondsOfSingle(compared)) / compared) * series;
    return {
      ...{ series, hours, forecast: run.forecast, seconds: rounded(seconds) },
      seriesPerSecond: rounded(series / seconds),
      readsPerSeries: rounded(run.reads / series),
      writesPerSeries: rounded(run.writes / series),
      tasksPerSeries: rounded(run.tasks / series),
      ...{ singleSeconds: rounded(singleSeconds), ratio: rounded(seconds / singleSeconds) },
    };
  } finally {
    ticking.abort();
    await suite.stop();
  }
}

/**
 * @param {RunMeasure} measure
 * @returns {import('./table.mjs').Table}
 */
export function tableOfRun(measure) {
  return {
    title: `runs: one run over ${measure.series.toLocaleString('en')} series of ${measure.hours} hours on the emulators, from due to done`,
    columns: ['', ''],
    rows: [
      ['series forecast', measure.forecast],
      ['seconds', measure.seconds],
      ['series a second', measure.seriesPerSecond],
      ['reads a series', measure.readsPerSeries],
      ['writes a series', measure.writesPerSeries],
      ['tasks a series', measure.tasksPerSeries],
      ['seconds for as many forecasts one by one, in one process', measure.singleSeconds],
      ['ratio', measure.ratio],
    ],
    measure,
  };
}
