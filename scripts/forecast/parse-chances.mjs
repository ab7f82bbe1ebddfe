import { UsageError } from './errors.mjs';

/**
 * What is asked of the distribution of each forecast, besides intervals. `within` in steps.
 *
 * @typedef {{ threshold: number, direction: 'above' | 'below', within?: number }} CrossingAsked
 * @typedef {{ quantiles?: readonly number[], paths?: { count: number, seed: number },
 *   crossings?: readonly CrossingAsked[] }} ChancesAsked
 */

const pathsMax = 1_000;
const quantilesMax = 99;
const seedMax = 2 ** 32 - 1;

/**
 * @param {{ quantiles?: string, paths?: string, seed?: string, cross?: string[] }} given
 * @returns {ChancesAsked}
 * @throws {UsageError}
 */
export function parseChances({ quantiles, paths, seed, cross = [] }) {
  if (seed !== undefined && paths === undefined)
    throw new UsageError('--seed is for --paths, which is missing.');
  return {
    ...(quantiles === undefined ? {} : { quantiles: quantilesOf(quantiles) }),
    ...(paths === undefined
      ? {}
      : {
          paths: {
            count: whole('--paths', paths, 1, pathsMax),
            seed: whole('--seed', seed ?? '1', 0, seedMax),
          },
        }),
    ...(cross.length === 0 ? {} : { crossings: cross.map(crossingOf) }),
  };
}

/** @param {string} text */
function quantilesOf(text) {
  const probabilities = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const fine = probabilities.every((probability) => probability > 0 && probability < 1);
  if (fine && probabilities.length <= quantilesMax) return probabilities;
  throw new UsageError(
    `--quantiles must be at most ${quantilesMax} probabilities above 0 and below 1, such as 0.1,0.5,0.9; it is "${text}".`,
  );
}

/**
 * @param {string} text
 * @returns {CrossingAsked}
 */
function crossingOf(text) {
  const [, sign, threshold = '', within] =
    /^\s*([<>])=?\s*(-?[\d.]+(?:[eE][+-]?\d+)?)(?:\s+within\s+(\d+))?\s*$/.exec(text) ?? [];
  const value = threshold === '' ? Number.NaN : Number(threshold);
  if (!Number.isFinite(value) || within === '0') {
    throw new UsageError(`--cross must be such as ">500" or "<10 within 12" (steps); it is "${text}".`);
  }
  return {
    threshold: value,
    direction: sign === '>' ? 'above' : 'below',
    ...(within === undefined ? {} : { within: Number(within) }),
  };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} min
 * @param {number} max
 */
function whole(name, text, min, max) {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}; it is "${text}".`);
}
