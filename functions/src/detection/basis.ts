import { spanInWords, weekdayInWords } from './words.ts';

/** What there is to know of the instant of which something was expected. */
export interface Instant {
  readonly at: number;
  readonly resolutionMs: number;
  readonly timeZone: string;
}

/** Points that the level experts look back on: a plain mean of so many is as old (2 / gain - 1). */
const RECENT_POINTS = 9;
const STEADY_POINTS = 200;

/** A weekly season whose steps are longer than this knows days, not hours. */
const HOURLY_MS = 2 * 3_600_000;

/** What an expert rests on, for a person: "the weekly season: what Tuesdays at this hour were". */
export function basisInWords(expert: string, instant: Instant): string {
  const { resolutionMs } = instant;
  const level = (points: number) =>
    `about the last ${points} points, ${spanInWords(points * resolutionMs, 1)}`;
  switch (expert) {
    case 'last value':
      return 'the value before it';
    case 'recent level':
      return `the recent level: ${level(RECENT_POINTS)}`;
    case 'steady level':
      return `the steady level: ${level(STEADY_POINTS)}`;
    case 'daily season':
      return 'the daily season: what this time of day was on the days before';
    case 'weekly season':
      return `the weekly season: what ${weekdaysOf(instant)} were`;
    case 'season of 1 year':
      return 'the yearly season: what this time of year was in the years before';
    case 'forecast':
      return 'the forecast that was made of it';
    default:
      return `the ${expert}: what this part of it was before`;
  }
}

function weekdaysOf({ at, resolutionMs, timeZone }: Instant): string {
  const days = `${weekdayInWords(at, timeZone)}s`;
  return resolutionMs > HOURLY_MS ? days : `${days} at this hour`;
}
