import { median } from '../numerics/statistics.ts';
import { type Episode, placesOf } from './find-outliers.ts';

/** Share of an episode's height that its like must have. */
const LIKE = 0.4;
/** Seasons before and after in which its like is looked for. */
const SEASONS = 2;
/** Seasons longer than this may hold it a place sooner or later: months and years have no fixed length. */
const FIXED_SEASON_MAX = 31;
/** Neighbours that tell how high a place stands. */
const SIDE = 3;

/**
 * Does something like this episode of `y` happen a season or two earlier or later? Then it belongs to a season that is too
 * long or too rare to be found: Christmas in three years of weeks. `lengths` are the seasons thought possible, in steps.
 */
export function recurs(y: readonly number[], episode: Episode, lengths: readonly number[]): boolean {
  const height = (t: number) =>
    y[t] - (median(y.slice(t - SIDE, t)) + median(y.slice(t + 1, t + 1 + SIDE))) / 2;
  const inside = (t: number) => t >= SIDE && t < y.length - SIDE;
  return placesOf(episode)
    .filter(inside)
    .some((t) => likesOf(t, lengths).some((other) => inside(other) && height(other) / height(t) > LIKE));
}

/** Places at the same phase of one of the seasons. */
function likesOf(t: number, lengths: readonly number[]): number[] {
  return lengths.flatMap((length) => {
    const slack = length > FIXED_SEASON_MAX ? [-1, 0, 1] : [0];
    const distances = Array.from({ length: SEASONS }, (_, i) => (i + 1) * length);
    return distances.flatMap((distance) => slack.flatMap((by) => [t - distance + by, t + distance + by]));
  });
}
