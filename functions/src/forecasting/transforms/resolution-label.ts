import { DAY_MS, HOUR_MS, MINUTE_MS, type Resolution, SECOND_MS, WEEK_MS } from '../resolution.ts';

const UNITS: readonly (readonly [number, string])[] = [
  [WEEK_MS, 'weekly'],
  [DAY_MS, 'daily'],
  [HOUR_MS, 'hourly'],
  [MINUTE_MS, 'minutely'],
  [SECOND_MS, 'secondly'],
  [1, 'millisecondly'],
];
const MONTHS: readonly (readonly [number, string])[] = [
  [12, 'yearly'],
  [3, 'quarterly'],
  [1, 'monthly'],
];

/** A resolution in words, in the largest unit that divides it: `hourly`, `5-minutely`, `2-monthly`. */
export function resolutionLabel({ unit, count }: Resolution): string {
  for (const [size, name] of unit === 'month' ? MONTHS : UNITS) {
    if (count % size === 0) return count === size ? name : `${count / size}-${name}`;
  }
  return `${count}-${unit}ly`;
}
