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

/**
 * Which resolution were these instants (ms UTC, any order) sampled at? Calendar months first; then the most frequent
 * distance, if half of them share it; else the usual one nearest to the median distance, as for readings taken at
 * irregular instants. Null for fewer than two distinct instants.
 */
export function inferResolution(instants: readonly number[]): Resolution | null {
  const distinct = [...new Set(instants)].sort((a, b) => a - b);
  if (distinct.length < 2) return null;
  const distances = distinct.slice(1).map((at, i) => at - distinct[i]);
  const months = calendarMonths(distances);
  if (months) return months;
  const { value, count } = mostFrequent(distances);
  const chosen = count >= REGULAR_SHARE * distances.length ? value : nearestUsual(median(distances));
  return { unit: 'millisecond', count: Math.max(1, Math.round(chosen)) };
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

function nearestUsual(distance: number): number {
  const ratio = (usual: number) => Math.abs(Math.log(usual / distance));
  const nearest = USUAL.reduce((best, usual) => (ratio(usual) < ratio(best) ? usual : best));
  return ratio(nearest) < Math.log(1.5) ? nearest : distance;
}
