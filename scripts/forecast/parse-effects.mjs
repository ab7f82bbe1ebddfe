import {
  effectNameSchema,
  eventSchema,
  eventsMax,
  holidaysSchema,
  regressorsMax,
} from '../../functions/lib/contracts/regressors.js';
import { SeriesError } from './errors.mjs';
import { parsePlace } from './place.mjs';

/**
 * What a line knows beside its values. `history` has one value for each of `values`, NaN where none is known; `future` one
 * for each step of the horizon.
 *
 * @typedef {{ name: string, history: number[], future?: number[], lag?: number }} LineRegressor
 * @typedef {import('../../functions/lib/contracts/regressors.js').SpecialEvent} LineEvent
 * @typedef {import('../../functions/lib/contracts/regressors.js').Holidays} Holidays
 * @typedef {{ regressors?: LineRegressor[], events?: LineEvent[], holidays?: Holidays }} Effects
 *
 * @typedef {{ safeParse: (value: unknown) => { success: boolean, data?: any,
 *   error?: { issues: { path: PropertyKey[], message: string }[] } } }} Schema
 */

/**
 * Reads `regressors`, `events` and `holidays` of a line; `null` counts as absent.
 *
 * @param {Record<string, unknown>} line
 * @param {number} length of the values
 * @param {string | number} id
 * @returns {Effects}
 * @throws {SeriesError} that says what was expected
 */
export function parseEffects({ regressors, events, holidays }, length, id) {
  return {
    ...(given(regressors)
      ? {
          regressors: list(regressors, 'regressors', regressorsMax, id).map((one, index) =>
            parseRegressor(one, `regressors.${index}`, length, id),
          ),
        }
      : {}),
    ...(given(events)
      ? {
          events: list(events, 'events', eventsMax, id).map((one, index) =>
            parsed(eventSchema, one, `events.${index}`, id),
          ),
        }
      : {}),
    ...(given(holidays)
      ? {
          holidays: parsed(
            holidaysSchema,
            typeof holidays === 'string' ? parsePlace(holidays) : holidays,
            'holidays',
            id,
          ),
        }
      : {}),
  };
}

/** @param {unknown} field */
const given = (field) => field !== undefined && field !== null;

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} max
 * @param {string | number} id
 * @returns {unknown[]}
 */
function list(value, name, max, id) {
  if (Array.isArray(value) && value.length <= max) return value;
  throw new SeriesError(`"${name}" must be an array of at most ${max}`, id);
}

/**
 * @param {Schema} schema
 * @param {unknown} value
 * @param {string} place
 * @param {string | number} id
 */
function parsed(schema, value, place, id) {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error?.issues ?? [];
  throw new SeriesError(`"${[place, ...(issue?.path ?? [])].join('.')}": ${issue?.message}`, id);
}

/**
 * @param {unknown} raw
 * @param {string} place
 * @param {number} length
 * @param {string | number} id
 * @returns {LineRegressor}
 */
function parseRegressor(raw, place, length, id) {
  const { name, history, future, lag } = /** @type {Record<string, unknown>} */ (
    typeof raw === 'object' && raw !== null ? raw : {}
  );
  const known = Array.isArray(history) ? history.map((value) => (value === null ? Number.NaN : value)) : [];
  const numbers = (/** @type {unknown[]} */ values) => values.every((value) => typeof value === 'number');
  if (known.length !== length || !numbers(known) || known.every(Number.isNaN))
    throw new SeriesError(`"${place}.history" must have a number, or null, for each of "values"`, id);
  if (given(future) && !(Array.isArray(future) && numbers(future)))
    throw new SeriesError(`"${place}.future" must be an array of numbers`, id);
  if (given(lag) && !(typeof lag === 'number' && Number.isInteger(lag) && lag >= 0))
    throw new SeriesError(`"${place}.lag" must be a whole number of at least 0`, id);
  return {
    name: parsed(effectNameSchema, name, `${place}.name`, id),
    history: known,
    ...(given(future) ? { future: /** @type {number[]} */ (future) } : {}),
    ...(given(lag) ? { lag: /** @type {number} */ (lag) } : {}),
  };
}
