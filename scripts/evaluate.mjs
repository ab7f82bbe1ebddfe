/**
 * `npm run evaluate -- detection`: how well anomalies are detected, on labelled files or on anomalies put into clean
 * series. `npm run evaluate -- --series <series.jsonl>`: are the chances that a forecast tells the right ones? Forecasts every
 * series of a file, compares quantiles and crossings of thresholds with what came, and prints tables. The same file gives
 * the same numbers. See `docs/forecasting/intervals.md`.
 */
import { parseArgs } from 'node:util';
import { printTable } from './bench/table.mjs';
import { detectionUsage, evaluateDetection } from './evaluate/evaluate-detection.mjs';
import { UsageError } from './forecast/errors.mjs';
import { buildFunctions } from './setup/build-functions.mjs';

const usage = `npm run evaluate -- --series <file> [--each n] [--half odd|even]

The file is JSON Lines, gzipped or not: {"frequency","seasonLength","horizon","values","actuals"} a line, where frequency
is yearly, quarterly, monthly, weekly, daily or hourly, and actuals are what came after values.
  --each n     at most n series of each frequency, spread over the file
  --half name  every second one of these, so that the other half can be looked at before

npm run evaluate -- detection --help   tells how detection is evaluated.`;

const [subject, ...args] = process.argv.slice(2);
await (subject === 'detection' ? detection() : chances());

async function detection() {
  try {
    await buildFunctions();
    await evaluateDetection(args);
  } catch (error) {
    const { syscall } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!(error instanceof UsageError) && syscall === undefined) throw error;
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${detectionUsage}\n`);
    process.exitCode = 2;
  }
}

async function chances() {
  const { values } = parseArgs({
    options: {
      series: { type: 'string' },
      each: { type: 'string' },
      half: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const each = values.each === undefined ? Number.POSITIVE_INFINITY : Number(values.each);
  const halfKnown = values.half === undefined || ['odd', 'even'].includes(values.half);
  if (values.help === true) process.stdout.write(`${usage}\n`);
  else if (values.series === undefined || !(each >= 1) || !halfKnown) {
    process.stderr.write(`--series is missing, or --each or --half is not as told.\n\n${usage}\n`);
    process.exitCode = 2;
  } else {
    await buildFunctions();
    const { evaluateDistributions } = await import('./evaluate/evaluate-distributions.mjs');
    for (const table of evaluateDistributions(values.series, { each, half: values.half })) printTable(table);
  }
}
