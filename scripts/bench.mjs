/**
 * `npm run bench [-- forecasting intermittent regression reconciliation detection outlooks feedback contributions planner
 * storage]`: what things cost, how well demand is forecast, what regressors are worth, whether reconciling helps, what
 * forecasts are worth to detection, what a label lowers, how well faults are traced, and how many jobs are planned in a
 * second. Machines are noisy, so times stand beside the time of something simple on the same data; documents are counted,
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
};

const usage = `npm run bench [-- name …]

Names: ${Object.keys(benches).join(', ')}; all of them by default.
storage starts a Firestore emulator of its own.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (values.help === true) process.stdout.write(`${usage}\n`);
else if (unknown.length > 0) {
  process.stderr.write(`There is no bench "${unknown.join('", "')}".\n\n${usage}\n`);
  process.exitCode = 2;
} else {
  await buildFunctions();
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    process.stderr.write(`\nmeasuring ${name} …\n`);
    printTable(await bench());
  }
}
