import { localClock } from './local-clock.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const YEAR_MS = 365.2425 * DAY_MS;

/** Significant digits that are told of a number, at least and usually, and of the size of what it is compared with. */
const DIGITS_MIN = 2;
const DIGITS = 4;
const WIDTH_DIGITS = 3;
/** Significant digits of a double that are surely its own. */
const DIGITS_MAX = 15;

/**
 * A number as a person would write it: four significant digits or all of its whole part, in groups of three. `width` is
 * the size of what it is compared with, such as the width of a band: digits that are small against it are left out, and
 * those that are needed to tell a small difference of large numbers are not.
 */
export function inWords(x: number, width = 0): string {
  const size = Math.abs(x);
  const orders = size === 0 ? 0 : Math.floor(Math.log10(size));
  const usual = size >= 1000 && size < 1e9 ? orders + 1 : DIGITS;
  if (!(width > 0 && Number.isFinite(width))) return grouped(Number(x.toPrecision(usual)));
  const needed = orders - Math.floor(Math.log10(width)) + WIDTH_DIGITS;
  const digits = Math.max(needed, Math.min(usual, needed + 1), DIGITS_MIN);
  return grouped(Number(x.toPrecision(Math.min(DIGITS_MAX, digits))));
}

/** In groups of three from four digits on; what a double writes with an exponent stays. */
function grouped(x: number): string {
  const [whole, ...rest] = String(x).split('.');
  if (whole.includes('e')) return String(x);
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/** Rarer than this is not told apart: 1 in 10,000,000,000. */
const RAREST = 1e-10;
/** Longer than this nobody can picture. */
const LONGEST_MS = 1000 * YEAR_MS;

/** How rare a tail probability is: "about 1 in 50,000 points". */
export function rarity(p: number): string {
  if (p < RAREST) return 'fewer than 1 in 10,000,000,000 points';
  return `about 1 in ${grouped(pointsOf(p))} points`;
}

/** The same as time between two such points: "once in 170 days at one each 5 minutes". */
export function rarityInTime(p: number, resolutionMs: number): string {
  const ms = pointsOf(p) * resolutionMs;
  const pace = `at one each ${stepInWords(resolutionMs)}`;
  if (ms > LONGEST_MS) return `less than once in 1,000 years ${pace}`;
  return `once in ${spanInWords(ms, 1)} ${pace}`;
}

const pointsOf = (p: number): number => Number((1 / p).toPrecision(1));

const UNITS: readonly (readonly [number, string])[] = [
  [YEAR_MS, 'year'],
  [DAY_MS, 'day'],
  [HOUR_MS, 'hour'],
  [MINUTE_MS, 'minute'],
  [SECOND_MS, 'second'],
];
/** From so many of a unit on the next smaller one is left out. */
const ALONE = 100;
/** A span is one unit, or two, to this part of it. */
const ROUNDING = 0.005;

/** A span of time in the largest unit of which it has two: "5 hours", "2 days 6 hours"; roughly in one of its `parts`. */
export function spanInWords(ms: number, parts: 1 | 2 = 2): string {
  const k = UNITS.findIndex(([size]) => ms > (2 - ROUNDING) * size || Math.abs(ms - size) < ROUNDING * size);
  if (k < 0) return `${inWords(ms)} ms`;
  const [size, name] = UNITS[k];
  if (ms < (1 + ROUNDING) * size) return counted(1, name);
  const [smaller] = UNITS[k + 1] ?? [size];
  const exact = ms < ALONE * size && parts === 2 && smaller < size;
  if (!exact) return counted(Number((ms / size).toPrecision(parts === 1 ? 2 : 3)), name);
  const rounded = Math.round(ms / smaller) * smaller;
  const whole = Math.floor(rounded / size + 1e-9);
  const rest = Math.round((rounded - whole * size) / smaller);
  return rest === 0 ? counted(whole, name) : `${counted(whole, name)} ${counted(rest, UNITS[k + 1][1])}`;
}

const counted = (n: number, name: string): string => `${inWords(n)} ${name}${n === 1 ? '' : 's'}`;

/** Steps that calendars name, with their lengths in days. */
const NAMED_STEPS: readonly (readonly [number, number, string])[] = [
  [7, 7, 'week'],
  [28, 31, 'month'],
  [89, 92, 'quarter'],
  [365, 366, 'year'],
];

/** A usual distance of points, for behind "each": "hour", "5 minutes", "month". */
export function stepInWords(ms: number): string {
  const days = ms / DAY_MS;
  const named = NAMED_STEPS.find(([least, most]) => days >= least && days <= most);
  return named === undefined ? spanInWords(ms).replace(/^1 (\w+)$/, '$1') : named[2];
}

/** So many points, and the time that they stand for: "9 points (45 minutes)". */
export function pointsInWords(points: number, resolutionMs: number): string {
  return `${counted(points, 'point')} (${spanInWords(points * resolutionMs)})`;
}

/** Instants that a calendar reaches (ECMAScript's range of dates), a day from its ends. */
const INSTANT_MAX = 8.64e15 - DAY_MS;

/** An instant as a person reads it on the wall clock of a time zone: `2026-11-25 10:05 UTC`. */
export function instantInWords(at: number, timeZone = 'UTC', resolutionMs = MINUTE_MS): string {
  if (Math.abs(at) > INSTANT_MAX) return `${at} ms`;
  const shown = new Date(localClock(timeZone)(at)).toISOString();
  return `${shown.slice(0, resolutionMs < MINUTE_MS ? 19 : 16).replace('T', ' ')} ${timeZone}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The day of the week of an instant, in the time zone. */
export function weekdayInWords(at: number, timeZone = 'UTC'): string {
  return WEEKDAYS[
    new Date(localClock(timeZone)(Math.max(-INSTANT_MAX, Math.min(INSTANT_MAX, at)))).getUTCDay()
  ];
}
