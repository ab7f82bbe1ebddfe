import { removeSeasons } from '../transforms/remove-seasons.ts';

/** `y` without its seasons. Seasons of which it does not hold two are left in. */
export function withoutSeasons(y: readonly number[], seasonLengths: readonly number[]): readonly number[] {
  const held = seasonLengths.filter((length) => 2 * length < y.length);
  return held.length > 0 ? removeSeasons(y, held).adjusted : y;
}

/**
 * The logarithms of a positive series (the roots of one with zeros), without seasons; null for one with negative values.
 * What stands out in the series and not here is growth, a season that grows along, or a skewed distribution.
 */
export function compressed(y: readonly number[], seasonLengths: readonly number[]): readonly number[] | null {
  const least = y.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  if (least < 0) return null;
  return withoutSeasons(y.map(least > 0 ? Math.log : Math.sqrt), seasonLengths);
}
