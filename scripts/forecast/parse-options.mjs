import os from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './errors.mjs';
import { frequencyExamples, parseFrequency } from './frequency.mjs';
import { parseChances } from './parse-chances.mjs';
import { parseStepping } from './steps-of-history.mjs';

/**
 * @typedef {NonNullable<import('../../functions/lib/forecasting/index.js').ForecastRequest['model']>} ModelName
 *
 * What the command line asks for.
 *
 * @typedef {{ help: boolean, input?: string, output?: string, format?: 'jsonl' | 'csv', grouped: boolean, jobs: number,
 *   levels: number[], model: ModelName, horizon?: number, seasonLength?: number, frequency?: string,
 *   repair?: 'auto' | 'none', backtest: boolean, report?: string, plot: boolean, progress: boolean, reconcile?: Reconcile }
 *   & import('./parse-chances.mjs').ChancesAsked & import('./steps-of-history.mjs').Stepping} Options
 *
 * What `--reconcile` and its options ask for: `groupings` are label names to sum by, none for the total.
 *
 * @typedef {import('../../functions/lib/forecasting/index.js').HierarchyRequest} HierarchyRequest
 * @typedef {{ groupings: string[][], method: NonNullable<HierarchyRequest['method']>,
 *   bounds: NonNullable<HierarchyRequest['bounds']> }} Reconcile
 */

const methods = /** @type {const} */ (['auto', 'bottom-up', 'ols', 'wls-structural', 'mint-shrink']);
/** Options that say nothing without `--reconcile`, and those that say nothing with it. */
const ofReconciling = /** @type {const} */ (['method', 'minimum', 'maximum', 'integer']);
const ofSingles = /** @type {const} */ (['jobs', 'plot', 'grouped', 'quantiles', 'cross', 'paths', 'seed']);

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
  const reconcile = reconcileOf(given);
  return {
    ...(reconcile === undefined ? {} : { reconcile }),
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
 * @returns {Reconcile | undefined}
 */
function reconcileOf(given) {
  const stray = (given.reconcile === undefined ? ofReconciling : ofSingles).find(
    (name) => given[name] !== undefined,
  );
  if (stray !== undefined) {
    const how = given.reconcile === undefined ? 'needs' : 'does not go with';
    throw new UsageError(`--${stray} ${how} --reconcile.`);
  }
  if (given.reconcile === undefined) return undefined;
  const { minimum, maximum, integer } = given;
  return {
    groupings: given.reconcile.split(';').map(groupingOf),
    method: oneOf('--method', methods, given.method ?? 'auto'),
    bounds: {
      ...(minimum === undefined ? {} : { minimum: finite('--minimum', minimum) }),
      ...(maximum === undefined ? {} : { maximum: finite('--maximum', maximum) }),
      ...(integer === undefined ? {} : { integer }),
    },
  };
}

/** @param {string} text */
function groupingOf(text) {
  const names = text.split(',').map((name) => name.trim());
  if (names.length === 1 && names[0] === '*') return [];
  if (names.every((name) => name !== '' && name !== '*')) return names;
  throw new UsageError(
    `--reconcile must be label names to sum by, such as "*;region;region,product" ("*" is the total); part of it is "${text}".`,
  );
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
function levelsOf(text) {
  const levels = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (levels.every((level) => level > 0 && level < 100)) return levels;
  throw new UsageError(`--levels must be percents above 0 and below 100, such as 80,95; it is "${text}".`);
}

/**
 * @template {string} Name
 * @param {string} option
 * @param {readonly Name[]} names
 * @param {string} text
 */
function oneOf(option, names, text) {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError(`${option} must be one of ${names.join(', ')}; it is "${text}".`);
}
