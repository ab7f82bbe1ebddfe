import { detectSeries } from '../../functions/lib/detection/index.js';
import { errorLine } from '../forecast/error-line.mjs';
import { SeriesError } from '../forecast/errors.mjs';
import { parseNames, parseObject, parsePoints } from './parse-points.mjs';

/**
 * What every task of a run shares; made of plain values, since it travels to worker threads.
 *
 * @typedef {{ sensitivity?: number, seasonLengths?: number[], timeZone?: string, bands: boolean, rarity?: boolean }} TaskOptions
 *
 * `output` is the line to print; `anomalies` how many it tells of, absent where the line failed.
 *
 * @typedef {{ output: string, anomalies?: number }} TaskResult
 */

/**
 * Looks at one series. Pure: the same task and options give the same characters, in whatever thread. Whatever is wrong
 * with the task becomes an error line with its number.
 *
 * @param {import('../forecast/forecast-task.mjs').Task} task
 * @param {TaskOptions} options
 * @returns {TaskResult}
 */
export function detectTask(task, options) {
  if ('problem' in task)
    return errorLine(task.line, task.problem, task.id === undefined ? {} : { id: task.id });
  /** @type {import('./parse-points.mjs').Names} */
  let names = 'series' in task ? { id: task.series.id } : {};
  try {
    if ('series' in task) return detectPoints({ names, ...datedPoints(task.series) }, options);
    const fields = parseObject(task.text);
    names = parseNames(fields);
    return detectPoints(parsePoints(fields, names), options);
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
 * @param {import('./parse-points.mjs').Points} points
 * @param {TaskOptions} options
 * @returns {TaskResult}
 */
function detectPoints({ names, at, values }, { bands, rarity, ...options }) {
  const rows = values.flatMap((value, row) => (Number.isNaN(value) ? [] : [row]));
  const { detections, alertScores, episodes } = detectSeries(
    rows.map((row) => ({ at: at[row] ?? 0, value: values[row] ?? 0 })),
    options,
  );
  /**
   * @template Cell
   * @param {readonly Cell[]} found one for each row that has a value
   * @param {Cell} absent
   */
  const column = (found, absent) => {
    const cells = Array.from({ length: values.length }, () => absent);
    found.forEach((cell, index) => {
      cells[rows[index] ?? 0] = cell;
    });
    return cells;
  };
  const rowsOf = new Map(
    detections.flatMap(({ at: instant, verdict }, index) =>
      verdict === 'anomalous' ? [[instant, rows[index] ?? 0]] : [],
    ),
  );
  const output = {
    ...names,
    scores: column(alertScores, 0),
    ...(rarity
      ? {
          rarity: column(
            detections.map(({ score }) => score),
            0,
          ),
        }
      : {}),
    ...(bands
      ? {
          expected: column(
            detections.map(({ expected }) => expected),
            null,
          ),
          lower: column(
            detections.map(({ lower }) => lower),
            null,
          ),
          upper: column(
            detections.map(({ upper }) => upper),
            null,
          ),
        }
      : {}),
    anomalies: episodes.map((episode) => describeEpisode(episode, rowsOf)),
  };
  return { output: JSON.stringify(output), anomalies: episodes.length };
}

/**
 * @param {import('../../functions/lib/detection/index.js').Episode} episode
 * @param {ReadonlyMap<number, number>} rowsOf rows of the anomalous points, from 0, by their instants
 */
function describeEpisode({ startAt, peakAt, endAt, ...what }, rowsOf) {
  const iso = (/** @type {number} */ at) => new Date(at).toISOString();
  const row = (/** @type {number} */ at) => rowsOf.get(at) ?? null;
  return {
    startAt: iso(startAt),
    peakAt: iso(peakAt),
    endAt: endAt === null ? null : iso(endAt),
    startRow: row(startAt),
    peakRow: row(peakAt),
    endRow: endAt === null ? null : row(endAt),
    ...what,
  };
}
