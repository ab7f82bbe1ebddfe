/**
 * `npm run fuzz`: forecasts generated series of every kind that went wrong for somebody once, and counts what no forecast
 * may do: throw, answer a number that is not finite, intervals that cross, values out of bounds, two answers to one question.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';
import { progressOn } from './start/progress.mjs';
import { formatCount } from './start/report/format.mjs';
import { terminalStyle } from './start/report/terminal-style.mjs';

const usage = `npm run fuzz [-- options]

  --series n   how many generated series (100000)
  --seed n     another seed gives other series (1)
  --from n     number of the first series (0); --from 417 --series 1 tries a failure again
  --jobs n     threads (all cores)
  --help

Prints how many were tried and each failure with its number; exit code 1 if there is any.
`;
const failuresShown = 50;

const { values } = parseArgs({
  options: {
    series: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    jobs: { type: 'string', default: String(os.availableParallelism()) },
    help: { type: 'boolean', short: 'h' },
  },
});
const plan = {
  count: Number(values.series),
  seed: Number(values.seed),
  from: Number(values.from),
  jobs: Number(values.jobs),
};
if (values.help === true) process.stdout.write(usage);
else if (
  !Object.values(plan).every(Number.isSafeInteger) ||
  plan.count < 1 ||
  plan.jobs < 1 ||
  plan.from < 0
) {
  say(`Whole numbers are expected.\n\n${usage}`);
  process.exitCode = 2;
} else {
  await buildFunctions();
  const { runFuzz } = await import('./fuzz/run-fuzz.mjs');
  const progress = progressOn(process.stderr, terminalStyle(process.stderr, process.env));
  const { cases, repeated, failures } = await runFuzz(plan, (done, failed) =>
    progress.update(`${formatCount(done)} of ${formatCount(plan.count)} series, ${failed} failures`),
  );
  progress.clear();
  for (const { number, kind, timing, model, fault } of failures.slice(0, failuresShown))
    process.stdout.write(`series ${number} (${kind}, ${timing}, model ${model}): ${fault}\n`);
  if (failures.length > failuresShown)
    process.stdout.write(`… and ${failures.length - failuresShown} more\n`);
  process.stdout.write(
    `${formatCount(cases)} series, ${formatCount(repeated)} of them twice: ${failures.length} failures\n`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}
