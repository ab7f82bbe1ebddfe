import { SeriesError } from './errors.mjs';
import { frequencyExamples, parseFrequency } from './frequency.mjs';
import { fileInstant } from './instant.mjs';
import { parseStepping } from './steps-of-history.mjs';

/**
 * One series of the input. `values` oldest first, NaN where there is a gap. Equally spaced from `start` by
 * `resolution`, unless `at` (instants, ms UTC) or `steps` (whole numbers that count steps) say where each value stands.
 *
 * @typedef {import('./frequency.mjs').Resolution} Resolution
 * @typedef {{ id: string | number, values: number[], horizon?: number, seasonLength?: number, frequency?: string,
 *   start?: number, at?: number[], steps?: number[] } & import('./steps-of-history.mjs').Stepping} Series
 */

/**
 * Reads a line of the input: `{"id","values":[…],"horizon"?,"seasonLength"?,"frequency"?,"start"?,"resolution"?,
 * "aggregate"?,"timeZone"?}`. Other fields are
 * left alone; `null` counts as absent, and among the values as a gap.
 *
 * @param {string} text
 * @returns {Series}
 * @throws {SeriesError} that says what was expected
 */
export function parseSeriesLine(text) {
  const fields = parseObject(text);
  const { id, values, horizon, seasonLength, frequency, start } = fields;
  if (!(typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id)))) {
    throw new SeriesError('"id" must be a string or a number');
  }
  if (!Array.isArray(values)) throw new SeriesError('"values" must be an array', id);
  const instant = given(start) ? parseStart(start, frequency, id) : undefined;
  return {
    id,
    values: values.map((value, index) => parseValue(value, index, id)),
    ...(given(horizon) ? { horizon: parseWhole(horizon, 'horizon', id) } : {}),
    ...(given(seasonLength) ? { seasonLength: parseWhole(seasonLength, 'seasonLength', id) } : {}),
    ...(given(frequency) ? { frequency: checkFrequency(frequency, id) } : {}),
    ...(instant === undefined ? {} : { start: instant }),
    ...parseStepping(fields, (field, expected) => new SeriesError(`"${field}" must be ${expected}`, id)),
  };
}

/** @param {unknown} field */
const given = (field) => field !== undefined && field !== null;

/**
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
function parseObject(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SeriesError(`not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SeriesError('expected a JSON object with "id", "values" and "horizon"');
  }
  return value;
}

/**
 * @param {unknown} value
 * @param {number} index
 * @param {string | number} id
 */
function parseValue(value, index, id) {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value === null) return Number.NaN;
  throw new SeriesError(`"values"[${index}] must be a finite number, or null for a gap`, id);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {string | number} id
 */
function parseWhole(value, name, id) {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  throw new SeriesError(`"${name}" must be a whole number of at least 1`, id);
}

/**
 * @param {unknown} frequency
 * @param {string | number} id
 */
function checkFrequency(frequency, id) {
  if (typeof frequency === 'string' && parseFrequency(frequency) !== undefined) return frequency;
  throw new SeriesError(`"frequency" must be one of ${frequencyExamples}`, id);
}

/**
 * @param {unknown} start
 * @param {unknown} frequency
 * @param {string | number} id
 */
function parseStart(start, frequency, id) {
  const at = typeof start === 'string' || typeof start === 'number' ? fileInstant(start) : undefined;
  if (at === undefined) throw new SeriesError('"start" must be an ISO 8601 instant', id);
  if (!given(frequency)) throw new SeriesError('"start" needs a "frequency" beside it', id);
  return at;
}
