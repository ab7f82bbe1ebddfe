import type { ZoneClock } from '../forecasting/calendar/zone-clock.ts';

const dayMs = 86_400_000;

/** Days back, and the words for it. */
export const changeReferences = {
  'last-day': { days: 1, words: 'the same time the day before' },
  'last-week': { days: 7, words: 'the same time the week before' },
} as const;

/** Clocks are put back and forward by two hours at the most. */
const shiftMaxMs = 2 * 3_600_000;

/** Longest time from an instant back to the same time so many days before. */
export const sameTimeReachMs = (days: number): number => days * dayMs + shiftMaxMs;

/**
 * The instant at which the wall clock showed the same time so many days before. Where clocks were put forward over it,
 * the instant at which they were; where it came twice, the one that is nearest to a whole number of days ago.
 *
 * @param at ms UTC, as the result
 */
export function sameTimeBefore(clock: ZoneClock, at: number, days: number): number {
  const local = clock.local(at) - days * dayMs;
  const wanted = at - days * dayMs;
  const [first, second] = clock.instants(local);
  if (first === undefined) return clock.reach(local);
  return second !== undefined && Math.abs(second - wanted) < Math.abs(first - wanted) ? second : first;
}
