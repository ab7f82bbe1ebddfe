import fs from 'node:fs';
import { UsageError } from '../forecast/errors.mjs';
import { parseSeriesLine } from '../forecast/parse-series.mjs';
import { readTasks } from '../forecast/read-tasks.mjs';

/**
 * @typedef {import('../forecast/parse-series.mjs').Series} Series
 * @typedef {import('./seen-points.mjs').Point} Point
 */

/**
 * What a file holds: one JSON document, or one a line.
 *
 * @param {string} file
 * @returns {Record<string, unknown>[]}
 * @throws {UsageError} when it holds neither
 */
export function readDocuments(file) {
  const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const whole = parsed(text);
  const documents =
    whole === undefined
      ? text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [parsed(line)]))
      : [whole];
  return documents.map((one, index) => {
    if (typeof one === 'object' && one !== null && !Array.isArray(one)) return one;
    throw new UsageError(`${file}: document ${index + 1} is no JSON object.`);
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Points by series, out of pages that `GET /v1/metrics/{id}/series` answered.
 *
 * @param {readonly string[]} files each a page, or several, one a line
 * @returns {Map<unknown, Point[]>} by `metricId`
 * @throws {UsageError} for anything else, and for pages of buckets
 */
export function readPages(files) {
  /** @type {Map<unknown, Point[]>} */
  const bySeries = new Map();
  for (const { metricId, points, aggregate } of files.flatMap(readDocuments)) {
    if (!Array.isArray(points)) {
      throw new UsageError('The series holds no "points": is it an answer of GET /v1/metrics/{id}/series?');
    }
    if (typeof aggregate === 'string') {
      throw new UsageError(`The series holds buckets (${aggregate}): ask for it without "aggregate".`);
    }
    const page = points.map(({ at, value }) => ({ at: Date.parse(at), value }));
    bySeries.set(metricId, [...(bySeries.get(metricId) ?? []), ...page]);
  }
  return bySeries;
}

/**
 * Series of files that `forecast` reads, by id; those of one id in their order. Lines that cannot be read are left out:
 * there is no forecast of them either.
 *
 * @param {readonly string[]} files
 * @returns {Promise<Map<string | number, Series[]>>}
 */
export async function readSeries(files) {
  /** @type {Map<string | number, Series[]>} */
  const byId = new Map();
  for (const file of files) {
    for await (const task of readTasks(fs.createReadStream(file), { grouped: false })) {
      const series = seriesOf(task);
      if (series !== undefined) byId.set(series.id, [...(byId.get(series.id) ?? []), series]);
    }
  }
  return byId;
}

/**
 * @param {import('../forecast/forecast-task.mjs').Task} task
 * @returns {Series | undefined}
 */
function seriesOf(task) {
  if ('series' in task) return task.series;
  if ('problem' in task) return undefined;
  try {
    return parseSeriesLine(task.text);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
