/**
 * `npm run bench [-- forecasting intermittent regression reconciliation detection outlooks feedback contributions planner
 * storage runs]`: what things cost, how well demand is forecast, what regressors are worth, whether reconciling helps, what
 * forecasts are worth to detection, what a label lowers, how well faults are traced, how many jobs are planned in a
 * second, and how long a run over many series takes. Machines are noisy, so times stand beside the time of something simple on the same data; documents are counted,
 * and do not wobble.
 */
import { parseArgs } from 'node:util';
import { printTable } from './bench/table.mjs';
import { buildFunctions } from './setup/build-functions.mjs';

/** Each is loaded after the build, since it measures what was built. */
const benches = {
  forecasting: async () => (await import('./bench/forecasting.mjs')).benchForecasting(),
  intermittent: async () => (await import('./bench/intermittent.mjs')).benchIntermittent(),
  regression: async () => (await import('./bench/regression.mjs')).benchRegression(),
  reconciliation: async () => (await import('./bench/reconciliation.mjs')).benchReconciliation(),
  detection: async () => (await import('./bench/detection.mjs')).benchDetection(),
  outlooks: async () => (await import('./bench/outlooks.mjs')).benchOutlooks(),
  feedback: async () => (await import('./bench/feedback.mjs')).benchFeedback(),
  contributions: async () => (await import('./bench/contributions.mjs')).benchContributions(),
  planner: async () => (await import('./bench/planner.mjs')).benchPlanner(),
  storage: async () => (await import('./bench/storage.mjs')).benchStorage(),
  runs: async () => {
    const { measureRun, tableOfRun } = await import('./bench/runs.mjs');
    return tableOfRun(await measureRun(size));
  },
};

const usage = `npm run bench [-- name … options]

Names: ${Object.keys(benches).join(', ')}; all of them by default.
storage starts a Firestore emulator of its own, runs the emulators of npm start.

  --series n   series of the run that runs measures, 1000 by default
  --hours n    hourly points of each of them, 504 by default
  --json       a line of JSON for each bench instead of a table`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    series: { type: 'string', default: '1000' },
    hours: { type: 'string', default: '504' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const size = { series: Number(values.series), hours: Number(values.hours) };
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
const problem =
  unknown.length > 0
    ? `There is no bench "${unknown.join('", "')}".`
    : Object.values(size).some((number) => !Number.isInteger(number) || number < 1)
      ? 'Expected whole numbers above 0 as --series and --hours.'
      : undefined;
if (values.help === true) process.stdout.write(`${usage}\n`);
else if (problem !== undefined) {
  process.stderr.write(`${problem}\n\n${usage}\n`);
  process.exitCode = 2;
} else {
  await buildFunctions();
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    process.stderr.write(`\nmeasuring ${name} …\n`);
    const table = await bench();
    if (values.json)
      process.stdout.write(`${JSON.stringify({ bench: name, ...(table.measure ?? table) })}\n`);
    else printTable(table);
  }
}
