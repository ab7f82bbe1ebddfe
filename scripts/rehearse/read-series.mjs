import { parseNames, parseObject, parsePoints } from '../detect/parse-points.mjs';
import { errorLine } from '../forecast/error-line.mjs';
import { SeriesError, UsageError } from '../forecast/errors.mjs';

/** What one run holds in memory: alerts of all series may be told together, so that they are rehearsed together. */
const seriesMax = 5_000;
const pointsMax = 10_000_000;

/**
 * A series of the file. `metric`, `labels` and `unit` where its line has them.
 *
 * @typedef {{ at: number, value: number }} Point
 * @typedef {{ id: string | number, metric?: string, labels?: Record<string, string>, unit?: string, points: Point[] }} FileSeries
 *
 * Reads all series of a run. A bad line, or a series that comes again, costs itself.
 *
 * @param {AsyncIterable<import('../forecast/forecast-task.mjs').Task>} tasks
 * @param {(line: string) => Promise<void>} write takes error lines
 * @returns {Promise<{ series: FileSeries[], failed: number }>}
 * @throws {UsageError} for more than fits into memory
 */
export async function readSeries(tasks, write) {
  /** @type {Map<string, FileSeries>} */
  const series = new Map();
  let [failed, points] = [0, 0];
  for await (const task of tasks) {
    const read = readTask(task, series);
    if ('output' in read) {
      failed += 1;
      await write(read.output);
      continue;
    }
    series.set(String(read.id), read);
    points += read.points.length;
    if (series.size > seriesMax || points > pointsMax)
      throw new UsageError(
        `All series are held in memory, at most ${seriesMax} of them and ${pointsMax} points; this input has more.`,
      );
  }
  return { series: [...series.values()], failed };
}

/**
 * @param {import('../forecast/forecast-task.mjs').Task} task
 * @param {ReadonlyMap<string, FileSeries>} known
 * @returns {FileSeries | { output: string }}
 */
function readTask(task, known) {
  if ('problem' in task)
    return errorLine(task.line, task.problem, task.id === undefined ? {} : { id: task.id });
  /** @type {import('../detect/parse-points.mjs').Names} */
  let names = 'series' in task ? { id: task.series.id } : {};
  try {
    const fields = 'series' in task ? {} : parseObject(task.text);
    if (!('series' in task)) names = parseNames(fields);
    const { at, values } = 'series' in task ? datedPoints(task.series) : parsePoints(fields, names);
    const id = names.id ?? names.file ?? '';
    if (known.has(String(id))) throw new SeriesError('a series of this name stands in a line before');
    return { id, ...describe(fields), points: pointsOf(at, values) };
  } catch (error) {
    return errorLine(task.line, error instanceof Error ? error.message : String(error), names);
  }
}

/** @param {import('../forecast/parse-series.mjs').Series} series of rows of CSV */
function datedPoints({ at, values }) {
  if (at === undefined) throw new SeriesError('expected a column "timestamp" or "ds" with instants');
  return { at, values };
}

/**
 * What a line says of its series besides its name.
 *
 * @param {Record<string, unknown>} fields
 */
function describe({ metric, labels, unit }) {
  return {
    ...(typeof metric === 'string' ? { metric } : {}),
    ...(isGiven(labels) ? { labels: parseLabels(labels) } : {}),
    ...(typeof unit === 'string' ? { unit } : {}),
  };
}

/** @param {unknown} field */
const isGiven = (field) => field !== undefined && field !== null;

/**
 * @param {unknown} labels
 * @returns {Record<string, string>}
 */
function parseLabels(labels) {
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels))
    throw new SeriesError('"labels" must be an object, such as {"airport":"ATL"}');
  const bad = Object.entries(labels).find(([, value]) => typeof value !== 'string');
  if (bad !== undefined) throw new SeriesError(`"labels" must hold text; "${bad[0]}" does not`);
  return Object.fromEntries(Object.entries(labels));
}

/**
 * Oldest first; of two values for one instant the later in the file counts, as when it is stored. Gaps are left out.
 *
 * @param {readonly number[]} at
 * @param {readonly number[]} values
 * @returns {Point[]}
 */
function pointsOf(at, values) {
  /** @type {Map<number, number>} */
  const byInstant = new Map();
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) byInstant.set(at[row] ?? 0, value);
  });
  return [...byInstant].map(([instant, value]) => ({ at: instant, value })).sort((a, b) => a.at - b.at);
}
