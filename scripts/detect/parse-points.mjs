import { addSteps } from '../../functions/lib/forecasting/index.js';
import { SeriesError } from '../forecast/errors.mjs';
import { frequencyExamples, parseFrequency } from '../forecast/frequency.mjs';
import { fileInstant } from '../forecast/instant.mjs';

/**
 * A series to look at: `values` in the order of the file, NaN where one is missing; `at` their instants in ms UTC. `names`
 * are what its line calls it.
 *
 * @typedef {{ file?: string | number, id?: string | number }} Names
 * @typedef {{ names: Names, at: number[], values: number[] }} Points
 */

/**
 * Reads a line of the input: `{"file" or "id","timestamps":[…],"values":[…]}`, or `"start"` and `"frequency"` in the
 * place of the timestamps. Other fields are left alone.
 *
 * @param {Record<string, unknown>} fields
 * @param {Names} names that were read from it
 * @returns {Points}
 * @throws {SeriesError} that names the field
 */
export function parsePoints(fields, names) {
  const { timestamps, values, start, frequency } = fields;
  if (Object.keys(names).length === 0)
    throw new SeriesError('expected "file" or "id", a string or a number, that names the series');
  if (!Array.isArray(values)) throw new SeriesError('"values" must be an array');
  const at = isGiven(timestamps)
    ? parseTimestamps(timestamps, values.length)
    : spacedInstants(start, frequency, values.length);
  return { names, at, values: values.map(parseValue) };
}

/**
 * What a line calls its series.
 *
 * @param {Record<string, unknown>} fields
 * @returns {Names}
 */
export function parseNames({ file, id }) {
  return { ...(isName(file) ? { file } : {}), ...(isName(id) ? { id } : {}) };
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>}
 * @throws {SeriesError}
 */
export function parseObject(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SeriesError(`not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new SeriesError('expected a JSON object with "file" or "id", "timestamps" and "values"');
}

/** @param {unknown} field */
const isGiven = (field) => field !== undefined && field !== null;

/**
 * @param {unknown} value
 * @returns {value is string | number}
 */
const isName = (value) => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

/**
 * @param {unknown} value
 * @param {number} index
 */
function parseValue(value, index) {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value === null) return Number.NaN;
  throw new SeriesError(`"values"[${index}] must be a finite number, or null where one is missing`);
}

/**
 * @param {unknown} timestamps
 * @param {number} length
 */
function parseTimestamps(timestamps, length) {
  if (!Array.isArray(timestamps)) throw new SeriesError('"timestamps" must be an array');
  if (timestamps.length !== length)
    throw new SeriesError(
      `"timestamps" must be as many as "values": there are ${timestamps.length} and ${length}`,
    );
  return timestamps.map((value, index) => {
    const at = typeof value === 'number' || typeof value === 'string' ? fileInstant(value) : undefined;
    if (at !== undefined) return at;
    throw new SeriesError(`"timestamps"[${index}] must be epoch seconds or an ISO 8601 instant`);
  });
}

/**
 * @param {unknown} start
 * @param {unknown} frequency
 * @param {number} length
 */
function spacedInstants(start, frequency, length) {
  if (!isGiven(start))
    throw new SeriesError('"timestamps" must be an array, unless "start" and "frequency" are given');
  const first = typeof start === 'number' || typeof start === 'string' ? fileInstant(start) : undefined;
  if (first === undefined) throw new SeriesError('"start" must be an ISO 8601 instant');
  const resolution = typeof frequency === 'string' ? parseFrequency(frequency) : undefined;
  if (resolution === undefined)
    throw new SeriesError(`"frequency" must stand beside "start", one of ${frequencyExamples}`);
  return Array.from({ length }, (_, step) => addSteps(first, resolution, step));
}
