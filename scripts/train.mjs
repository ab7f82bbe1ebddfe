/**
 * `npm run train -- --pool <series.jsonl.gz>`: trains the gate of the automatic ensemble and the widths of its intervals,
 * measures both by cross-validation, and writes `functions/src/forecasting/ensemble/trained-ensemble.ts`. Seeded: the
 * same pool gives the same numbers. See `docs/forecasting/ensemble-model-card.md`.
 */
import { parseArgs } from 'node:util';
import { buildFunctions } from './setup/build-functions.mjs';

const usage = `npm run train -- --pool <file> [--threads <n>]

The pool is JSON Lines, gzipped or not: {"frequency","seasonLength","horizon","values","actuals"} a line, where
frequency is yearly, quarterly, monthly, weekly, daily or hourly, and actuals are what came after values.`;

const { values } = parseArgs({
  options: { pool: { type: 'string' }, threads: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help === true) process.stdout.write(`${usage}\n`);
else if (values.pool === undefined) {
  process.stderr.write(`--pool is missing.\n\n${usage}\n`);
  process.exitCode = 2;
} else {
  await buildFunctions();
  const { trainEnsemble } = await import('./train/train-ensemble.mjs');
  await trainEnsemble(values.pool, values.threads === undefined ? undefined : Number(values.threads));
}
