import os from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './errors.mjs';
import { frequencyExamples, parseFrequency } from './frequency.mjs';
import { oneOf } from './one-of.mjs';
import { parseChances } from './parse-chances.mjs';
import { parseReconcile } from './parse-reconcile.mjs';
import { parsePlace } from './place.mjs';
import { parseStepping } from './steps-of-history.mjs';

/**
 * @typedef {NonNullable<import('../../functions/lib/forecasting/index.js').ForecastRequest['bounds']>} Bounds
 * @typedef {NonNullable<import('../../functions/lib/forecasting/index.js').ForecastRequest['model']>} ModelName
 *
 * What the command line asks for.
 *
 * @typedef {{ help: boolean, input?: string, output?: string, format?: 'jsonl' | 'csv', grouped: boolean, jobs: number,
 *   levels: number[], model: ModelName, horizon?: number, seasonLength?: number, frequency?: string,
 *   holidays?: import('./place.mjs').Place, repair?: 'auto' | 'none', bounds?: Bounds, backtest: boolean, report?: string,
 *   plot: boolean, progress: boolean, reconcile?: import('./parse-reconcile.mjs').Reconcile }
 *   & import('./parse-chances.mjs').ChancesAsked & import('./steps-of-history.mjs').Stepping} Options
 */

const defaultLevels = '80,95';
const horizonMax = 10_000;

/**
 * @param {string[]} args
 * @param {readonly ModelName[]} modelNames
 * @returns {Options}
 * @throws {UsageError}
 */
export function parseOptions(args, modelNames) {
  const given = parse(args);
  const { input, output, report, frequency } = given;
  if (frequency !== undefined && parseFrequency(frequency) === undefined) {
    throw new UsageError(`--frequency must be one of ${frequencyExamples}; it is "${frequency}".`);
  }
  return {
    ...parseReconcile(given),
    ...boundsOf(given),
    help: given.help ?? false,
    grouped: given.grouped ?? false,
    plot: given.plot ?? false,
    progress: given.progress ?? false,
    backtest: (given.backtest ?? false) || report !== undefined,
    jobs: given.jobs === 'auto' ? os.availableParallelism() : whole('--jobs', given.jobs ?? '1', 256),
    levels: levelsOf(given.levels ?? defaultLevels),
    model: oneOf('--model', modelNames, given.model ?? 'auto'),
    ...parseChances(given),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(report === undefined ? {} : { report }),
    ...(frequency === undefined ? {} : { frequency }),
    ...(given.format === undefined
      ? {}
      : { format: oneOf('--format', /** @type {const} */ (['jsonl', 'csv']), given.format) }),
    ...(given.horizon === undefined ? {} : { horizon: whole('--horizon', given.horizon, horizonMax) }),
    ...(given.holidays === undefined ? {} : { holidays: placeOf(given.holidays) }),
    ...(given['season-length'] === undefined
      ? {}
      : { seasonLength: whole('--season-length', given['season-length'], Number.MAX_SAFE_INTEGER) }),
    ...(given.repair === undefined
      ? {}
      : { repair: oneOf('--repair', /** @type {const} */ (['auto', 'none']), given.repair) }),
    ...parseStepping({ ...given, timeZone: given['time-zone'] }, (field, expected) => {
      const option = field === 'timeZone' ? 'time-zone' : field;
      return new UsageError(`--${option} must be ${expected}; it is "${given[option]}".`);
    }),
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
        levels: text,
        quantiles: text,
        cross: { type: 'string', multiple: true },
        paths: text,
        seed: text,
        model: text,
        horizon: text,
        'season-length': text,
        frequency: text,
        holidays: text,
        resolution: text,
        aggregate: text,
        'time-zone': text,
        repair: text,
        backtest: flag,
        report: text,
        plot: flag,
        progress: flag,
        reconcile: text,
        method: text,
        minimum: text,
        maximum: text,
        integer: flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {ReturnType<typeof parse>} given
 * @returns {{ bounds?: Bounds }}
 */
function boundsOf({ minimum, maximum, integer }) {
  const bounds = {
    ...(minimum === undefined ? {} : { minimum: finite('--minimum', minimum) }),
    ...(maximum === undefined ? {} : { maximum: finite('--maximum', maximum) }),
    ...(integer === undefined ? {} : { integer }),
  };
  if ((bounds.minimum ?? Number.NEGATIVE_INFINITY) >= (bounds.maximum ?? Number.POSITIVE_INFINITY))
    throw new UsageError(`--minimum must be below --maximum; they are "${minimum}" and "${maximum}".`);
  return Object.keys(bounds).length === 0 ? {} : { bounds };
}

/**
 * @param {string} name
 * @param {string} text
 */
function finite(name, text) {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new UsageError(`${name} must be a number; it is "${text}".`);
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} max
 */
function whole(name, text, max) {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= max) return value;
  throw new UsageError(`${name} must be a whole number from 1 to ${max}; it is "${text}".`);
}

/** @param {string} text */
function placeOf(text) {
  if (/^[A-Za-z]{2}(-[A-Za-z0-9]+){0,2}$/.test(text)) return parsePlace(text);
  throw new UsageError(
    `--holidays must be a country, with state and region, such as AT or DE-BY; it is "${text}".`,
  );
}

/** @param {string} text */
function levelsOf(text) {
  const levels = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (levels.every((level) => level > 0 && level < 100)) return levels;
  throw new UsageError(`--levels must be percents above 0 and below 100, such as 80,95; it is "${text}".`);
}
