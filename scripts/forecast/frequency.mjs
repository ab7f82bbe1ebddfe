/** @typedef {import('../../functions/lib/forecasting/index.js').Resolution} Resolution */

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Each with the names under which files and data frames know it; one letter means what pandas means by it. */
const frequencies = /** @type {const} */ ([
  { unit: 'millisecond', count: secondMs, names: ['secondly', 'second', 's', 'S'] },
  { unit: 'millisecond', count: minuteMs, names: ['minutely', 'minute', 'min', 'T'] },
  { unit: 'millisecond', count: hourMs, names: ['hourly', 'hour', 'h', 'H'] },
  { unit: 'millisecond', count: dayMs, names: ['daily', 'day', 'd', 'D'] },
  { unit: 'millisecond', count: 7 * dayMs, names: ['weekly', 'week', 'W'] },
  { unit: 'month', count: 1, names: ['monthly', 'month', 'M', 'MS', 'ME'] },
  { unit: 'month', count: 3, names: ['quarterly', 'quarter', 'Q', 'QS', 'QE'] },
  { unit: 'month', count: 12, names: ['yearly', 'year', 'Y', 'YS', 'YE', 'A', 'AS'] },
]);

/** An optional multiple, a name, and the anchor that pandas appends (W-SUN, QS-OCT), which says nothing about the distance. */
const pattern = /^(?:every )?(\d+)?[- ]?([A-Za-z]+?)(?:-[A-Z]{3})?$/;

/** An ISO 8601 duration of one unit: `PT15M`, `P1D`. */
const isoPattern = /^P(T?)(\d+)([SMHDWY])$/;
const isoNames = { TS: 's', TM: 'min', TH: 'h', D: 'd', W: 'W', M: 'M', Y: 'Y' };

/**
 * The resolution that a frequency names: `hourly`, `every 15 minutes`, `15min`, `MS`, `W-SUN`, `PT15M`. Undefined for anything else
 * (business days, for one, are not equally spaced).
 *
 * @param {string} text
 * @returns {Resolution | undefined}
 */
export function parseFrequency(text) {
  const [, time = '', duration, letter = ''] = isoPattern.exec(text.trim()) ?? [];
  if (duration !== undefined) {
    const unit = Object.entries(isoNames).find(([letters]) => letters === time + letter)?.[1];
    return unit === undefined ? undefined : parseFrequency(`${duration}${unit}`);
  }
  const [, multiple = '1', name = ''] = pattern.exec(text.trim()) ?? [];
  const found = named(name) ?? named(name.replace(/s$/, ''));
  const count = Number(multiple);
  if (found === undefined || count < 1) return undefined;
  return { unit: found.unit, count: found.count * count };
}

/** @param {string} name */
const named = (name) =>
  frequencies.find(({ names }) => /** @type {readonly string[]} */ (names).includes(name));

/** For an error message. */
export const frequencyExamples =
  'hourly, daily, weekly, monthly, quarterly, yearly, every 15 minutes, or as pandas has it';
