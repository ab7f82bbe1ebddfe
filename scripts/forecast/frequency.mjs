import { parseResolutionName } from '../../functions/lib/contracts/forecast-resolution.js';
import { readPandasAlias } from '../../functions/lib/pipeline/normalise/pandas-alias.js';

/** @typedef {import('../../functions/lib/forecasting/index.js').Resolution} Resolution */

/** Words for which pandas has a letter. */
const words = new Map([
  ['secondly', 's'],
  ['second', 's'],
  ['minutely', 'min'],
  ['minute', 'min'],
  ['hourly', 'h'],
  ['hour', 'h'],
  ['daily', 'D'],
  ['day', 'D'],
  ['weekly', 'W'],
  ['week', 'W'],
  ['monthly', 'MS'],
  ['month', 'MS'],
  ['quarterly', 'QS'],
  ['quarter', 'QS'],
  ['yearly', 'YS'],
  ['year', 'YS'],
]);

/** An optional multiple, and one or several of what follows. */
const pattern = /^(?:every )?(\d*)[- ]?([A-Za-z].*)$/;

/**
 * The resolution that a frequency names: as the API has it (`hourly`, `15 minutes`, `PT15M`), or as pandas and polars do:
 * `15min`, `MS`, `W-SUN`, `1d`. Undefined for anything else (business days, for one, are not equally spaced).
 *
 * @param {string} text
 * @returns {Resolution | undefined}
 */
export function parseFrequency(text) {
  const known = parseResolutionName(text);
  if (known !== undefined) return known;
  const [, multiple = '', name = ''] = pattern.exec(text.trim()) ?? [];
  const letters = words.get(name) ?? words.get(name.replace(/s$/, '')) ?? name;
  const alias = readPandasAlias(`${multiple}${letters}`);
  return alias?.even ? alias.resolution : undefined;
}

/** For an error message. */
export const frequencyExamples =
  'hourly, daily, weekly, monthly, quarterly, yearly, every 15 minutes, or as pandas has it';
