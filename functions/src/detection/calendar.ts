const DAY_MS = 86_400_000;
/** Mean Gregorian year: a quarter and a month are its parts, so that January is January in every year. */
const YEAR_MS = 365.2425 * DAY_MS;

/** Most slots of one season: a state must stay small. A longer season shares a slot among neighbours. */
const DAY_SLOTS_MAX = 288;
const SLOTS_MAX = 168;

/** A season as the detector keeps it. */
export interface Season {
  readonly periodMs: number;
  readonly slots: number;
}

/**
 * The resolution that a usual distance of points stands for: months, quarters and years, which differ in
 * length, become their Gregorian mean; anything else stays as it is. Milliseconds.
 */
export function snapResolution(distanceMs: number): number {
  const days = distanceMs / DAY_MS;
  if (days >= 28 && days <= 31) return YEAR_MS / 12;
  if (days >= 89 && days <= 92) return YEAR_MS / 4;
  if (days >= 365 && days <= 366) return YEAR_MS;
  return distanceMs;
}

/** Seasons of a series: those of the given lengths in steps, or else the calendar's; none while the resolution is unknown. */
export function seasonsFor(lengths: readonly number[] | null, resolutionMs: number | null): Season[] {
  if (resolutionMs === null) return [];
  const snapped = snapResolution(resolutionMs);
  return lengths === null ? calendarSeasons(snapped) : seasonsOfLengths(lengths, snapped);
}

/** Seasons of the given lengths in steps, shortest first. */
export function seasonsOfLengths(lengths: readonly number[], resolutionMs: number): Season[] {
  return [...new Set(lengths)]
    .sort((a, b) => a - b)
    .map((length) => seasonOf(length * resolutionMs, resolutionMs));
}

/**
 * The seasons that people's calendars give to a series of this resolution: day and week below a day, week for
 * days, year for weeks, months and quarters, none beyond.
 */
export function calendarSeasons(resolutionMs: number): Season[] {
  const periods =
    resolutionMs <= DAY_MS / 4 ? [DAY_MS, 7 * DAY_MS] : resolutionMs <= 2 * DAY_MS ? [7 * DAY_MS] : [YEAR_MS];
  return periods
    .filter((periodMs) => periodMs / resolutionMs >= 3)
    .map((periodMs) => seasonOf(periodMs, resolutionMs));
}

function seasonOf(periodMs: number, resolutionMs: number): Season {
  const most = periodMs <= DAY_MS ? DAY_SLOTS_MAX : SLOTS_MAX;
  return { periodMs, slots: Math.max(1, Math.min(Math.round(periodMs / resolutionMs), most)) };
}
