import { DAY_MS, HOUR_MS, MINUTE_MS, type Resolution, SECOND_MS, WEEK_MS } from '../resolution.ts';

/** Sizes with the word for one of them and the noun for several, largest first. */
type Names = readonly (readonly [size: number, one: string, noun: string])[];

const UNITS: Names = [
  [WEEK_MS, 'weekly', 'weeks'],
  [DAY_MS, 'daily', 'days'],
  [HOUR_MS, 'hourly', 'hours'],
  [MINUTE_MS, 'every minute', 'minutes'],
  [SECOND_MS, 'every second', 'seconds'],
  [1, 'every millisecond', 'milliseconds'],
];
const MONTHS: Names = [
  [12, 'yearly', 'years'],
  [3, 'quarterly', 'quarters'],
  [1, 'monthly', 'months'],
];

/** A resolution in words, in the largest unit that divides it: `hourly`, `every 5 minutes`, `every 2 months`. */
export function resolutionLabel({ unit, count }: Resolution): string {
  for (const [size, one, noun] of unit === 'month' ? MONTHS : UNITS) {
    if (count % size === 0) return count === size ? one : `every ${count / size} ${noun}`;
  }
  return `every ${count} ${unit}s`;
}
