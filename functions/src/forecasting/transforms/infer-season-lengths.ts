import { variance } from '../numerics/statistics.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Resolution, WEEK_MS, YEAR_MS } from '../resolution.ts';
import { fillGaps } from './fill-gaps.ts';
import { hasSeason } from './has-season.ts';
import { movingAverage } from './moving-average.ts';
import { removeSeasons } from './remove-seasons.ts';

const CYCLES_MS: readonly number[] = [MINUTE_MS, HOUR_MS, DAY_MS, WEEK_MS, YEAR_MS];
/** Full seasons that the series must hold before one can be told from chance. */
const SEASONS_MIN = 3;
/** Shortest and longest season that is looked for, in steps. */
const SEASON_MIN = 4;
const SEASON_MAX = 3_000;
/** Adjusted share of the variance left by shorter seasons that a season must explain to be worth modelling. */
const STRENGTH_MIN = 0.1;
/** Newest points that are examined. */
const EXAMINED_SEASONS = 12;

/** The seasons that a calendar suggests for `resolution`, in steps, shortest first: hourly has 24, 168 and 8766. */
export function calendarSeasonLengths({ unit, count }: Resolution): number[] {
  if (unit === 'month') return 12 % count === 0 && count < 12 ? [12 / count] : [];
  return CYCLES_MS.map((cycle) => (cycle === YEAR_MS ? Math.round(cycle / count) : cycle / count)).filter(
    (length) => Number.isInteger(length) && length >= SEASON_MIN,
  );
}

/**
 * Which seasons does `y` have, in steps, the strongest first? Each season that the calendar suggests for `resolution`
 * and that `y` holds three times is confirmed by its autocorrelation after the shorter ones are taken out, and by
 * the share it explains of the variance about the trend. `[]` where there is none. Seasons that no calendar knows (a
 * machine's 37 minutes) are not looked for: name them in the request.
 */
export function inferSeasonLengths(y: readonly number[], resolution: Resolution): number[] {
  const found: { length: number; strength: number }[] = [];
  for (const length of calendarSeasonLengths(resolution)) {
    if (length > SEASON_MAX || y.length < SEASONS_MIN * length) continue;
    const recent = withoutTrend(y.slice(-EXAMINED_SEASONS * length), length);
    const shorter = found.map((season) => season.length);
    const rest = shorter.length > 0 ? removeSeasons(recent, shorter).adjusted : recent;
    const explained = shareExplained(rest, length);
    if (!hasSeason(rest, length) || explained < STRENGTH_MIN) continue;
    found.push({ length, strength: explained * (variance(rest) / variance(recent)) });
  }
  return found.sort((a, b) => b.strength - a.strength).map(({ length }) => length);
}

function withoutTrend(y: readonly number[], length: number): number[] {
  const trend = fillGaps(movingAverage(y, length), 1);
  return y.map((value, t) => value - trend[t]);
}

/** R² of the season in `y`, adjusted for its `length` parameters, since few seasons fit any noise. */
function shareExplained(y: readonly number[], length: number): number {
  const total = variance(y);
  if (total === 0) return 0;
  const left = variance(removeSeasons(y, [length]).adjusted) / total;
  return 1 - (left * (y.length - 1)) / (y.length - length);
}
