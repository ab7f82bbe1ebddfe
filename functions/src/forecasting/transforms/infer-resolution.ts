import { median } from '../numerics/statistics.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Resolution, SECOND_MS, WEEK_MS } from '../resolution.ts';

/** Ranges of days that the calendar allows for a number of months. */
const CALENDAR: readonly { count: number; daysMin: number; daysMax: number }[] = [
  { count: 1, daysMin: 28, daysMax: 31 },
  { count: 2, daysMin: 59, daysMax: 62 },
  { count: 3, daysMin: 89, daysMax: 92 },
  { count: 6, daysMin: 181, daysMax: 184 },
  { count: 12, daysMin: 365, daysMax: 366 },
];
/** Distances that people choose. */
const USUAL: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * SECOND_MS),
  ...[1, 2, 3, 5, 6, 10, 15, 20, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 8, 12].map((n) => n * HOUR_MS),
  DAY_MS,
  WEEK_MS,
];
/** Share of equal distances from which the instants count as regular. */
const REGULAR_SHARE = 0.5;
/** Time of day may shift by an hour where clocks are put forward. */
const SLACK_MS = 2 * HOUR_MS;

/** How far a usual distance may be from the median of irregular ones, in logarithms. */
const IRREGULAR_SLACK = Math.log(1.5);
/** A distance this near to a usual one (in logarithms) is it, told by a clock that drifts. */
const DRIFT_SHARE = 0.01;
/** Newest distances that tell of a rate that changed, the share of them that agrees, and how far it is from the old one. */
const NEWEST = 30;
const NEWEST_SHARE = 0.8;
const CHANGED_RATIO = 2;
/** Share of the distances over two readings that agrees where two readings are taken at each step. */
const PAIRED_SHARE = 0.8;
/** How much longer they are than the distances within a pair: those at 8:00 and 16:00 each day are no pairs. */
const PAIRED_RATIO_MIN = 4;
/** Fewer readings, or more that are equally far apart, are no pairs. */
const PAIRED_LENGTH_MIN = 9;
const PAIRED_OWN_MAX = 0.6;

/**
 * Which resolution were these instants (ms UTC, any order) sampled at? Calendar months first; then the most frequent
 * distance, if half of them share it; else the usual one nearest to the median distance, as for readings taken at
 * irregular instants. Readings that became rarer have their newest rate; two that are taken together at each step count
 * as one. Null for fewer than two distinct instants.
 */
export function inferResolution(instants: readonly number[]): Resolution | null {
  const distinct = [...new Set(instants)].sort((a, b) => a - b);
  if (distinct.length < 2) return null;
  const distances = distinct.slice(1).map((at, i) => at - distinct[i]);
  const months = calendarMonths(distances);
  if (months) return months;
  const chosen = newestRate(distances) ?? pairedRate(distinct, distances) ?? usualRate(distances);
  return { unit: 'millisecond', count: Math.max(1, Math.round(chosen)) };
}

function usualRate(distances: readonly number[]): number {
  const { value, count } = mostFrequent(distances);
  if (count < REGULAR_SHARE * distances.length) return nearestUsual(median(distances), IRREGULAR_SLACK);
  return nearestUsual(value, DRIFT_SHARE);
}

/** A rate to which the readings changed some time ago, much lower than the one most of them have. */
function newestRate(distances: readonly number[]): number | undefined {
  const newest = distances.slice(-NEWEST);
  if (newest.length < NEWEST) return undefined;
  const { value, count } = mostFrequent(newest);
  const changed = value >= CHANGED_RATIO * mostFrequent(distances).value;
  return changed && count >= NEWEST_SHARE * NEWEST ? nearestUsual(value, DRIFT_SHARE) : undefined;
}

/** The distance from each second reading to the next, where it is regular and the readings between are not halfway. */
function pairedRate(distinct: readonly number[], distances: readonly number[]): number | undefined {
  const own = mostFrequent(distances);
  if (distinct.length < PAIRED_LENGTH_MIN || own.count > PAIRED_OWN_MAX * distances.length) return undefined;
  const { value, count } = mostFrequent(distinct.slice(2).map((at, i) => at - distinct[i]));
  const regular = count >= PAIRED_SHARE * (distinct.length - 2) && value >= PAIRED_RATIO_MIN * own.value;
  return regular ? nearestUsual(value, DRIFT_SHARE) : undefined;
}

function calendarMonths(distances: readonly number[]): Resolution | undefined {
  const calendar = CALENDAR.find(({ daysMin, daysMax }) => {
    const fits = (d: number) => d >= daysMin * DAY_MS - SLACK_MS && d <= daysMax * DAY_MS + SLACK_MS;
    return distances.filter(fits).length > REGULAR_SHARE * distances.length;
  });
  const everyFourWeeks = distances.every((d) => d % (4 * WEEK_MS) === 0);
  return calendar && !everyFourWeeks ? { unit: 'month', count: calendar.count } : undefined;
}

/** The most frequent distance; the shortest of equally frequent ones. */
function mostFrequent(distances: readonly number[]): { value: number; count: number } {
  const counts = new Map<number, number>();
  for (const distance of distances) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  let best = { value: Number.POSITIVE_INFINITY, count: 0 };
  for (const [value, count] of counts) {
    if (count > best.count || (count === best.count && value < best.value)) best = { value, count };
  }
  return best;
}

/** The usual distance nearest to this one, if it is within the `slack` in logarithms; else the distance itself. */
function nearestUsual(distance: number, slack: number): number {
  const ratio = (usual: number) => Math.abs(Math.log(usual / distance));
  const nearest = USUAL.reduce((best, usual) => (ratio(usual) < ratio(best) ? usual : best));
  return ratio(nearest) < slack ? nearest : distance;
}
