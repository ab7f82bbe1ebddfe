import os from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../forecast/errors.mjs';
import { oneOf } from '../forecast/one-of.mjs';
import { isTimeZone } from '../forecast/time-zone.mjs';

/**
 * What the command line asks for. `seasonLengths` in steps; empty for none, absent for those of the calendar.
 *
 * @typedef {{ help: boolean, input?: string, output?: string, format?: 'jsonl' | 'csv', grouped: boolean, jobs: number,
 *   sensitivity?: number, seasonLengths?: number[], timeZone?: string, bands: boolean, rarity: boolean, progress: boolean }} Options
 */

const seasonsMax = 4;
const jobsMax = 256;

/**
 * @param {string[]} args
 * @returns {Options}
 * @throws {UsageError}
 */
export function parseOptions(args) {
  const given = parse(args);
  const { input, output, format, sensitivity, seasons } = given;
  return {
    help: given.help ?? false,
    grouped: given.grouped ?? false,
    bands: given.bands ?? false,
    rarity: given.rarity ?? false,
    progress: given.progress ?? false,
    jobs: jobsOf(given.jobs ?? '1'),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(format === undefined
      ? {}
      : { format: oneOf('--format', /** @type {const} */ (['jsonl', 'csv']), format) }),
    ...(sensitivity === undefined ? {} : { sensitivity: sensitivityOf(sensitivity) }),
    ...(seasons === undefined ? {} : { seasonLengths: seasonsOf(seasons) }),
    ...(given['time-zone'] === undefined ? {} : { timeZone: timeZoneOf(given['time-zone']) }),
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
        input: text,
        output: text,
        format: text,
        grouped: flag,
        jobs: text,
        sensitivity: text,
        seasons: text,
        'time-zone': text,
        bands: flag,
        rarity: flag,
        progress: flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} text */
function jobsOf(text) {
  if (text === 'auto') return os.availableParallelism();
  const jobs = /^\d+$/.test(text) ? Number(text) : 0;
  if (jobs >= 1 && jobs <= jobsMax) return jobs;
  throw new UsageError(`--jobs must be a whole number from 1 to ${jobsMax}, or auto; it is "${text}".`);
}

/** @param {string} text */
function sensitivityOf(text) {
  const sensitivity = text.trim() === '' ? Number.NaN : Number(text);
  if (sensitivity >= 0 && sensitivity <= 1) return sensitivity;
  throw new UsageError(`--sensitivity must be a number from 0 to 1; it is "${text}".`);
}

/** @param {string} text */
function timeZoneOf(text) {
  if (isTimeZone(text)) return text;
  throw new UsageError(`--time-zone must be an IANA time zone such as Europe/Vienna; it is "${text}".`);
}

/** @param {string} text */
function seasonsOf(text) {
  if (text === 'none') return [];
  const lengths = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (lengths.length <= seasonsMax && lengths.every((length) => length > 1 && Number.isFinite(length)))
    return lengths;
  throw new UsageError(
    `--seasons must be up to ${seasonsMax} lengths of more than 1 row, such as 24,168, or none; it is "${text}".`,
  );
}
