import { addSteps } from '../../functions/lib/forecasting/index.js';
import { SeriesError, UsageError } from './errors.mjs';
import { parseFrequency } from './frequency.mjs';
import { parseSeriesLine } from './parse-series.mjs';
import { seriesRequest } from './series-request.mjs';

/**
 * @typedef {import('./parse-series.mjs').Series} Series
 * @typedef {import('./forecast-task.mjs').Task} Task
 *
 * A line of the input: a series with its labels, or what is wrong with it.
 *
 * @typedef {Series & { labels: Record<string, string> }} LabelledSeries
 * @typedef {{ line: number, series: LabelledSeries } | { line: number, problem: string, id?: string | number }} LabelledLine
 */

/** What one run holds in memory. */
const seriesMax = 2_000;
const valuesMax = 10_000_000;

/** Series that do not say when they begin end together, at a time nobody sees. */
const assumedStart = Date.UTC(2000, 0, 1);
const assumed = /** @type {const} */ ({ unit: 'millisecond', count: 3_600_000 });

/**
 * Reads all lines, since a sum needs all of its parts. A bad line, or one with the labels of another, costs itself.
 *
 * @param {AsyncIterable<Task>} tasks
 * @returns {Promise<LabelledLine[]>}
 * @throws {UsageError} for CSV, and for more than fits into memory
 */
export async function readLabelled(tasks) {
  /** @type {LabelledLine[]} */
  const lines = [];
  const seen = new Set();
  let values = 0;
  for await (const task of tasks) {
    if (!('text' in task)) throw new UsageError('--reconcile reads JSON lines: CSV has no place for labels.');
    const line = readLine(task, seen);
    values += 'series' in line ? line.series.values.length : 0;
    lines.push(line);
    if (lines.length > seriesMax || values > valuesMax) {
      throw new UsageError(
        `--reconcile holds all series in memory, at most ${seriesMax} of them and ${valuesMax} values; this input has more.`,
      );
    }
  }
  return lines;
}

/**
 * @param {{ line: number, text: string }} task
 * @param {Set<string>} seen keys of the labels before
 * @returns {LabelledLine}
 */
function readLine({ line, text }, seen) {
  try {
    const series = parseSeriesLine(text);
    const labels = parseLabels(JSON.parse(text).labels, series.id);
    const key = JSON.stringify(Object.entries(labels).sort());
    if (seen.has(key)) throw new SeriesError('"labels" are those of a line before', series.id);
    seen.add(key);
    return { line, series: { ...series, labels } };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const id = error instanceof SeriesError ? error.id : undefined;
    return { line, problem, ...(id === undefined ? {} : { id }) };
  }
}

/**
 * @param {unknown} labels
 * @param {string | number} id
 * @returns {Record<string, string>}
 */
function parseLabels(labels, id) {
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    throw new SeriesError('"labels" must be an object, such as {"region":"north","shop":"a"}', id);
  }
  const entries = Object.entries(labels);
  const bad = entries.find(([, value]) => typeof value !== 'string');
  if (bad !== undefined) throw new SeriesError(`"labels" must hold text; "${bad[0]}" does not`, id);
  return Object.fromEntries(entries);
}

/**
 * The observations of a series. `length` is that of the longest series without a beginning.
 *
 * @param {Series} series
 * @param {string | undefined} frequencyForAll
 * @param {number} length
 * @returns {import('./series-request.mjs').Observation[]}
 */
export function observationsOf(series, frequencyForAll, length) {
  const frequency = series.frequency ?? frequencyForAll;
  const resolution = (frequency === undefined ? undefined : parseFrequency(frequency)) ?? assumed;
  const start = series.start ?? addSteps(assumedStart, resolution, length - series.values.length);
  if (series.values.every(Number.isNaN)) return [];
  const asked = { model: /** @type {const} */ ('auto'), levels: [], horizon: 1 };
  const known = {
    ...asked,
    ...(frequency === undefined ? {} : { frequency }),
    ...(series.timeZone === undefined ? {} : { timeZone: series.timeZone }),
  };
  return [...seriesRequest({ ...series, start }, known).request.observations];
}
