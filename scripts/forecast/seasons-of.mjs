import {
  calendarSeasonLengths,
  inferResolution,
  inferSeasonLengths,
  regularise,
} from '../../functions/lib/forecasting/index.js';

/**
 * @typedef {import('../../functions/lib/forecasting/index.js').Observation} Observation
 * @typedef {import('../../functions/lib/forecasting/index.js').Resolution} Resolution
 */

/**
 * Season lengths to ask the engine for, where one is named. Files name one season, as competitions do, though hourly
 * data often have that of the week too: so longer ones that the calendar suggests, and the series confirms, join it.
 * A length of 1 says that there is none.
 *
 * @param {number} seasonLength
 * @param {readonly Observation[]} observations
 * @param {{ resolution?: Resolution | undefined } & import('../../functions/lib/forecasting/index.js').GridOptions} [grid]
 * the resolution is inferred where not given
 * @returns {number[]} strongest first
 */
export function seasonsOf(seasonLength, observations, { resolution, ...options } = {}) {
  if (seasonLength === 1) return [];
  const spacing = resolution ?? inferResolution(observations.map(({ at }) => at));
  const known = spacing === null ? [] : calendarSeasonLengths(spacing);
  const longerKnown = known.some((length) => length > seasonLength && 3 * length <= observations.length);
  if (spacing === null || !known.includes(seasonLength) || !longerKnown) return [seasonLength];
  const found = inferSeasonLengths(regularise(observations, spacing, options).y, spacing);
  const longer = found.filter((length) => length >= seasonLength);
  return longer.includes(seasonLength) ? longer : [seasonLength, ...longer];
}
