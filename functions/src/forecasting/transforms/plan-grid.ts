import { utcClock, type ZoneClock, zoneClock } from '../calendar/zone-clock.ts';
import { median } from '../numerics/statistics.ts';
import { DAY_MS, type Resolution, WEEK_MS } from '../resolution.ts';
import { addSteps, monthNumber, monthsSince } from './add-steps.ts';
import { commonPhase } from './common-phase.ts';

/** Places of equal length on a wall clock, one for each step of a resolution. Local times are as in {@link ZoneClock}. */
export interface GridPlan {
  readonly clock: ZoneClock;
  readonly resolution: Resolution;
  /** The readings are denser than the places: each place is a bucket for what fell within. Else readings go to the nearest. */
  readonly buckets: boolean;
  /** The number of the place that a local time belongs to. */
  place(local: number): number;
  /** The local time at which a place begins. */
  local(place: number): number;
}

/** Readings whose usual distance is at most this share of a step are denser than the steps. */
const DENSER = 2 / 3;
/** ECMAScript's range of dates, and more steps than any horizon has: what lies beyond stays on UTC. */
const DATE_MAX = 8.64e15;
const STEPS_MAX = 20_000;
/** Weeks begin on Mondays (ISO 8601): 5 January 1970 was one. */
const FIRST_MONDAY = 4 * DAY_MS;

/**
 * Where the places of a series are. Readings denser than the resolution go into buckets that the calendar knows: local
 * hours, days from midnight, weeks from Monday, months from their first. Others keep to their own grid, on the local
 * clock or, where they keep to UTC better, on that of UTC: a daily series that is stamped at midnight UTC stays so.
 *
 * @param instants distinct, ascending, ms UTC
 */
export function planGrid(instants: readonly number[], resolution: Resolution, timeZone = 'UTC'): GridPlan {
  const zone = isDated(instants, resolution) ? zoneClock(timeZone) : utcClock;
  const buckets = isDenser(instants, resolution);
  const clock = buckets || !keepsToUtc(instants, resolution, zone) ? zone : utcClock;
  const locals = clock === utcClock ? instants : instants.map(clock.local);
  const places =
    resolution.unit === 'month'
      ? months(locals, resolution.count, buckets)
      : spans(locals, resolution.count, buckets);
  return { clock, resolution, buckets, ...places };
}

/** Do all these instants, and those of any horizon after them, have a date? */
function isDated(instants: readonly number[], resolution: Resolution): boolean {
  const longest = resolution.count * (resolution.unit === 'month' ? 31 * DAY_MS : 1);
  const [first = 0, last = 0] = [instants[0], instants[instants.length - 1]];
  return first > -DATE_MAX && last + STEPS_MAX * longest < DATE_MAX;
}

/** Length of a step in ms; of a month the shortest. */
export function shortestStep({ unit, count }: Resolution): number {
  return unit === 'month' ? count * 28 * DAY_MS : count;
}

function isDenser(instants: readonly number[], resolution: Resolution): boolean {
  if (instants.length < 3) return false;
  const distances = instants.slice(1).map((at, i) => at - instants[i]);
  return median(distances) <= DENSER * shortestStep(resolution);
}

type Places = Pick<GridPlan, 'place' | 'local'>;

function spans(locals: readonly number[], count: number, buckets: boolean): Places {
  const phase = buckets ? undefined : commonPhase(locals, count);
  if (phase === undefined) {
    const start = count % WEEK_MS === 0 ? FIRST_MONDAY : 0;
    return { place: (at) => Math.floor((at - start) / count), local: (place) => start + place * count };
  }
  return { place: (at) => Math.round((at - phase) / count), local: (place) => phase + place * count };
}

/** A month is that of the local date; where dates at either side of its end then collide, the nearest one. */
function months(locals: readonly number[], count: number, buckets: boolean): Places {
  const resolution: Resolution = { unit: 'month', count };
  const given = locals[0] ?? 0;
  const number = monthNumber(given);
  if (buckets) {
    const first = addSteps(0, { unit: 'month', count: 1 }, number - (number % count) - monthNumber(0));
    return {
      place: (at) => Math.floor((monthNumber(at) - monthNumber(first)) / count),
      local: (place) => addSteps(first, resolution, place),
    };
  }
  const local = (place: number) => addSteps(given, resolution, place);
  const dated = (at: number) => Math.floor((monthNumber(at) - number) / count);
  const nearest = (at: number) => Math.round((monthsSince(at) - monthsSince(given)) / count);
  const distinct = (place: (at: number) => number) => new Set(locals.map(place)).size;
  return { place: distinct(dated) >= distinct(nearest) ? dated : nearest, local };
}

/**
 * Do the readings keep to the clock of UTC and not to the local one? Where clocks change, one of the two shows; where they
 * did not, whoever stamps days at midnight UTC means UTC.
 */
function keepsToUtc(instants: readonly number[], resolution: Resolution, zone: ZoneClock): boolean {
  if (zone === utcClock) return true;
  const length = resolution.unit === 'month' ? DAY_MS : resolution.count;
  const utc = phaseOf(instants, length);
  const local = phaseOf(instants.map(zone.local), length);
  if (2 * utc.times < instants.length) return false;
  if (utc.times !== local.times) return utc.times > local.times;
  return length % DAY_MS === 0 && utc.phase % DAY_MS === 0 && local.phase % DAY_MS !== 0;
}

/** The most frequent phase of a period. */
function phaseOf(instants: readonly number[], length: number): { phase: number; times: number } {
  const counts = new Map<number, number>();
  let best = { phase: 0, times: 0 };
  for (const at of instants) {
    const phase = ((at % length) + length) % length;
    const times = (counts.get(phase) ?? 0) + 1;
    counts.set(phase, times);
    if (times > best.times) best = { phase, times };
  }
  return best;
}
