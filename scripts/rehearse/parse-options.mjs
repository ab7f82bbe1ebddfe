import { parseArgs } from 'node:util';
import { UsageError } from '../forecast/errors.mjs';
import { oneOf } from '../forecast/one-of.mjs';
import { isTimeZone } from '../forecast/time-zone.mjs';

/**
 * What the command line asks for. `from` and `to` as they were written; `forecastEvery` in steps.
 *
 * @typedef {{ help: boolean, rule: string, policies?: string, silences?: string, inhibitions?: string, from?: string,
 *   to?: string, forecastEvery?: number, seasonLength?: number, timeZone?: string, sensitivity?: number,
 *   summary: boolean, input?: string, output?: string, format?: 'jsonl' | 'csv', grouped: boolean,
 *   progress: boolean }} Options
 */

const stepsMax = 100_000;

/**
 * @param {string[]} args
 * @returns {Options}
 * @throws {UsageError}
 */
export function parseOptions(args) {
  const given = parse(args);
  const { help = false, rule = '', format, sensitivity } = given;
  if (rule === '' && !help) throw new UsageError('--rule must name the file of the rule that is rehearsed.');
  const every = given['forecast-every'];
  const season = given['season-length'];
  const zone = given['time-zone'];
  return {
    help,
    rule,
    summary: given.summary ?? false,
    grouped: given.grouped ?? false,
    progress: given.progress ?? false,
    ...named(given, ['policies', 'silences', 'inhibitions', 'from', 'to', 'input', 'output']),
    ...(format === undefined
      ? {}
      : { format: oneOf('--format', /** @type {const} */ (['jsonl', 'csv']), format) }),
    ...(every === undefined ? {} : { forecastEvery: whole('--forecast-every', every, 1) }),
    ...(season === undefined ? {} : { seasonLength: whole('--season-length', season, 2) }),
    ...(zone === undefined ? {} : { timeZone: timeZoneOf(zone) }),
    ...(sensitivity === undefined ? {} : { sensitivity: sensitivityOf(sensitivity) }),
  };
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        rule: text,
        policies: text,
        silences: text,
        inhibitions: text,
        from: text,
        to: text,
        'forecast-every': text,
        'season-length': text,
        'time-zone': text,
        sensitivity: text,
        summary: flag,
        input: text,
        output: text,
        format: text,
        grouped: flag,
        progress: flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Those of the options that were given.
 *
 * @template {string} Name
 * @param {Partial<Record<Name, unknown>>} given
 * @param {readonly Name[]} names
 * @returns {Partial<Record<Name, string>>}
 */
function named(given, names) {
  /** @type {Partial<Record<Name, string>>} */
  const found = {};
  for (const name of names) {
    const value = given[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} min
 */
function whole(name, text, min) {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= min && value <= stepsMax) return value;
  throw new UsageError(
    `${name} must be a whole number of steps from ${min} to ${stepsMax}; it is "${text}".`,
  );
}

/** @param {string} text */
function timeZoneOf(text) {
  if (isTimeZone(text)) return text;
  throw new UsageError(`--time-zone must be an IANA time zone such as Europe/Vienna; it is "${text}".`);
}

/** @param {string} text */
function sensitivityOf(text) {
  const sensitivity = text.trim() === '' ? Number.NaN : Number(text);
  if (sensitivity >= 0 && sensitivity <= 1) return sensitivity;
  throw new UsageError(`--sensitivity must be a number from 0 to 1; it is "${text}".`);
}
