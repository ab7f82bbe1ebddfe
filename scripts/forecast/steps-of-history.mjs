import { frequencyExamples, parseFrequency } from './frequency.mjs';
import { isTimeZone } from './time-zone.mjs';

/**
 * What a line or the command line may say of the steps that are forecast, and of what is done to the history before.
 *
 * @typedef {NonNullable<import('../../functions/lib/forecasting/index.js').ForecastRequest['aggregate']>} Aggregate
 * @typedef {{ resolution?: string, aggregate?: Aggregate, timeZone?: string }} Stepping
 */

export const aggregates = /** @type {const} */ (['mean', 'sum', 'last', 'min', 'max']);

/**
 * Reads them from anything.
 *
 * @param {{ resolution?: unknown, aggregate?: unknown, timeZone?: unknown }} given fields that are absent or null are left out
 * @param {(field: keyof Stepping, expected: string) => Error} refuse makes the error of a field that holds something else
 * @returns {Stepping}
 */
export function parseStepping({ resolution, aggregate, timeZone }, refuse) {
  /** @type {Stepping} */
  const stepping = {};
  if (isGiven(resolution)) {
    if (typeof resolution !== 'string' || parseFrequency(resolution) === undefined)
      throw refuse('resolution', `one of ${frequencyExamples}`);
    stepping.resolution = resolution;
  }
  if (isGiven(aggregate)) {
    const known = aggregates.find((name) => name === aggregate);
    if (known === undefined) throw refuse('aggregate', `one of ${aggregates.join(', ')}`);
    stepping.aggregate = known;
  }
  if (isGiven(timeZone)) {
    if (typeof timeZone !== 'string' || !isTimeZone(timeZone))
      throw refuse('timeZone', 'an IANA time zone such as Europe/Vienna');
    stepping.timeZone = timeZone;
  }
  return stepping;
}

/** @param {unknown} value */
const isGiven = (value) => value !== undefined && value !== null;
