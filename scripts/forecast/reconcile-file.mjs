import { setImmediate as turn } from 'node:timers/promises';
import { ForecastInputError, forecastHierarchyStepwise } from '../../functions/lib/forecasting/index.js';
import { errorLine } from './error-line.mjs';
import { UsageError } from './errors.mjs';
import { parseFrequency } from './frequency.mjs';
import { hierarchyReport } from './hierarchy-report.mjs';
import { observationsOf, readLabelled } from './labelled-series.mjs';
import { nodeLine } from './node-line.mjs';
import { readTasks } from './read-tasks.mjs';

/**
 * @typedef {import('./labelled-series.mjs').LabelledSeries} LabelledSeries
 * @typedef {import('../../functions/lib/forecasting/index.js').HierarchyForecast} HierarchyForecast
 * @typedef {import('./parse-options.mjs').Options & { reconcile: import('./parse-reconcile.mjs').Reconcile }} Options
 * @typedef {import('./run-forecasts.mjs').Surroundings} Surroundings
 */

/** How long we compute before we look for signals. */
const turnMs = 50;

/**
 * Forecasts every series of the input and their sums so that they add up. Writes a line for each series in its order, then
 * one for each sum. All series are read first, and nothing is written before all is forecast.
 *
 * @param {Options} options
 * @param {Pick<Surroundings, 'chunks' | 'write' | 'progress'>} surroundings
 * @returns {Promise<{ failed: number, report: string, cautions: string[] }>} number of error lines, the accuracy and what
 * had to be done to series, in words
 * @throws {UsageError} where the lines cannot be forecast together
 */
export async function reconcileFile(options, { chunks, write, progress }) {
  const lines = await readLabelled(readTasks(chunks, options));
  const series = lines.flatMap((line) => ('series' in line ? [line.series] : []));
  const made = series.length === 0 ? undefined : await forecastAll(series, options, progress);
  progress.done();
  const leftOut = new Map(made?.leftOut.map(({ leaf, message }) => [leaf, `in no sum: ${message}`]));
  const nodes = new Map(made?.nodes.map((node) => [node.leaf, node]));
  let failed = 0;
  let leaf = 0;
  for (const line of lines) {
    const node = 'series' in line ? nodes.get(leaf) : undefined;
    const problem = 'series' in line ? (leftOut.get(leaf) ?? '') : line.problem;
    if ('series' in line) leaf += 1;
    if (made !== undefined && node !== undefined) await write(nodeLine(made, node, series));
    else {
      failed += 1;
      const id = 'series' in line ? line.series.id : line.id;
      await write(errorLine(line.line, problem, id === undefined ? {} : { id }).output);
    }
  }
  for (const node of made?.nodes.filter((one) => one.leaf === null) ?? []) {
    if (made !== undefined) await write(nodeLine(made, node, series));
  }
  return {
    failed,
    report: made === undefined ? '' : hierarchyReport(made),
    cautions: (made?.cautions ?? []).map(({ message }) => message),
  };
}

/**
 * @param {readonly LabelledSeries[]} series
 * @param {Options} options
 * @param {Surroundings['progress']} progress
 * @returns {Promise<HierarchyForecast | undefined>} undefined where no series holds a number
 */
async function forecastAll(series, options, progress) {
  const { levels, model, frequency, reconcile } = options;
  requireKnownLabels(series, reconcile.groupings);
  const horizon = agreed(
    'horizon',
    series.map((one) => one.horizon ?? options.horizon),
    '--horizon',
  );
  if (horizon === undefined)
    throw new UsageError('--reconcile needs a "horizon" in the lines, or --horizon.');
  const seasonLength = agreed(
    'seasonLength',
    series.map((one) => one.seasonLength ?? options.seasonLength),
    '--season-length',
  );
  const named = agreed(
    'frequency',
    series.map((one) => one.frequency ?? frequency),
  );
  const coarser = agreed(
    'resolution',
    series.map((one) => one.resolution ?? options.resolution),
    '--resolution',
  );
  const timeZone = agreed(
    'timeZone',
    series.map((one) => one.timeZone ?? options.timeZone),
    '--time-zone',
  );
  const stepName = coarser ?? named;
  const resolution = stepName === undefined ? undefined : parseFrequency(stepName);
  const undated = series.filter(({ start }) => start === undefined);
  const length = undated.reduce((longest, { values }) => Math.max(longest, values.length), 0);
  const leaves = series.map((one) => ({
    labels: one.labels,
    observations: observationsOf(one, frequency, length),
    aggregate: one.aggregate ?? options.aggregate ?? /** @type {const} */ ('sum'),
  }));
  if (leaves.every(({ observations }) => observations.length === 0)) return undefined;
  const work = forecastHierarchyStepwise({
    leaves,
    groupings: reconcile.groupings,
    method: reconcile.method,
    horizon,
    levels,
    model,
    ...(options.bounds === undefined ? {} : { bounds: options.bounds }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(options.repair === undefined ? {} : { repair: options.repair }),
    ...(seasonLength === undefined ? {} : { seasonLengths: seasonLength === 1 ? [] : [seasonLength] }),
  });
  let turnedAt = performance.now();
  for (;;) {
    const step = orUsage(() => work.next());
    if (step.done === true) return step.value;
    progress.count(false);
    if (performance.now() - turnedAt > turnMs) {
      await turn();
      turnedAt = performance.now();
    }
  }
}

/**
 * What the engine refuses of a whole file can be mended on the command line only.
 *
 * @template Result
 * @param {() => Result} work
 * @returns {Result}
 */
function orUsage(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof ForecastInputError) throw new UsageError(error.message);
    throw error;
  }
}

/**
 * What all lines say; undefined where they differ and no option speaks for them.
 *
 * @template Value
 * @param {string} field
 * @param {readonly (Value | undefined)[]} values
 * @param {string} [option] that is needed where they differ
 * @returns {Value | undefined}
 * @throws {UsageError} where they differ and must not
 */
function agreed(field, values, option) {
  const [first, ...others] = new Set(values);
  if (others.length === 0) return first;
  if (option === undefined) return undefined;
  throw new UsageError(
    `--reconcile needs the same "${field}" in all lines: leave it out of them, and give ${option}.`,
  );
}

/**
 * A label that no series has is a slip of the pen: all would be summed under no value.
 *
 * @param {readonly LabelledSeries[]} series
 * @param {readonly (readonly string[])[]} groupings
 */
function requireKnownLabels(series, groupings) {
  const known = new Set(series.flatMap(({ labels }) => Object.keys(labels)));
  const unknown = groupings.flat().find((name) => !known.has(name));
  if (series.length === 0 || unknown === undefined) return;
  const names = [...known].sort().join(', ') || 'none';
  throw new UsageError(
    `--reconcile sums by "${unknown}", which is no label of any series; there are: ${names}.`,
  );
}
