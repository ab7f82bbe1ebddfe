import { DAY_MS, type Resolution } from '../resolution.ts';

/**
 * The instant `steps` steps of `resolution` after `at` (before, for negative `steps`), ms UTC. Calendar months keep the
 * day of the month and the time of day; a day that the month lacks becomes its last, and the last day of a month stays
 * the last, so that 28 February is followed by 31 March.
 */
export function addSteps(at: number, resolution: Resolution, steps: number): number {
  if (resolution.unit === 'millisecond') return at + resolution.count * steps;
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const target = month + resolution.count * steps;
  const lastDay = daysInMonth(year, target);
  const targetDay = day === daysInMonth(year, month) ? lastDay : Math.min(day, lastDay);
  const timeOfDay = ((at % DAY_MS) + DAY_MS) % DAY_MS;
  return utcMidnight(year, target, targetDay) + timeOfDay;
}

/** Number of calendar months since January of year 0 (UTC). */
export function monthNumber(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The same with the share of the month that is over, so that the last evening of a month is next to the first of the next. */
export function monthsSince(at: number): number {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return monthNumber(at) + (at - utcMidnight(year, month, 1)) / DAY_MS / daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  return new Date(utcMidnight(year, month + 1, 0)).getUTCDate();
}

/** `Date.UTC` without its special case for the years 0 to 99. */
function utcMidnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}
