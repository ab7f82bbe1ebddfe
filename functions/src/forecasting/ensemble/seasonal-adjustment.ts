import { classicalIndices, removeIndices, suitableIndices } from '../transforms/classical-decomposition.ts';
import { hasSeason } from '../transforms/has-season.ts';
import { removeSeasons } from '../transforms/remove-seasons.ts';

/** A series without its seasons, and the way back for its forecasts. */
export interface Adjustment {
  readonly y: Float64Array;
  /** Whether a season was found at all. */
  readonly seasonal: boolean;
  /** Puts the seasons back on the steps after the last point. */
  restore(path: Float64Array): Float64Array;
}

/** The series as it is. */
export function withoutAdjustment(y: Float64Array): Adjustment {
  return { y, seasonal: false, restore: (path) => path };
}

/**
 * One season of `m` steps by classical decomposition where the series has it: multiplicative where all values are
 * positive and it is allowed, additive elsewhere.
 */
export function adjustOneSeason(y: Float64Array, m: number, multiplicative: boolean): Adjustment {
  const values = Array.from(y);
  if (!hasSeason(values, m)) return withoutAdjustment(y);
  const season = multiplicative ? suitableIndices(values, m) : classicalIndices(values, m, 'additive');
  const { kind, indices } = season;
  const n = y.length;
  return {
    y: Float64Array.from(removeIndices(values, season)),
    seasonal: true,
    restore: (path) =>
      path.map((value, i) => {
        const index = indices[(n + i) % m];
        return kind === 'additive' ? value + index : value * index;
      }),
  };
}

/**
 * Several seasons, or a long one, by robust recency-weighted means, in logarithms where all values are positive and
 * `logarithms` is set. The series must hold three of the longest.
 */
export function adjustSeasons(y: Float64Array, lengths: readonly number[], logarithms: boolean): Adjustment {
  const logged = logarithms && y.every((value) => value > 0);
  const split = removeSeasons(Array.from(logged ? y.map(Math.log) : y), lengths);
  const adjusted = Float64Array.from(split.adjusted);
  return {
    y: logged ? adjusted.map(Math.exp) : adjusted,
    seasonal: true,
    restore: (path) =>
      path.map((value, i) => {
        const season = split.seasonalAt(i + 1);
        return logged ? value * Math.exp(season) : value + season;
      }),
  };
}
