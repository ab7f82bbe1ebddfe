import { linearTrend } from '../numerics/linear-trend.ts';
import { classicalIndices, removeIndices } from '../transforms/classical-decomposition.ts';
import type { EtsState } from './ets.ts';

/** First seasons that the initial indices are taken from. */
const INITIAL_SEASONS = 5;
/** Fewest points for a level and slope to start from. */
const INITIAL_POINTS = 10;

/**
 * States to start from, without and with a trend: indices of the first seasons, and level and slope of what is left of
 * the first points. Source: Hyndman et al. (2008), §2.6.1.
 */
export function initialEtsStates(
  y: Float64Array,
  m: number,
  kind: 'additive' | 'multiplicative',
): [EtsState, EtsState] {
  const first = Array.from(y.subarray(0, Math.min(y.length, INITIAL_SEASONS * m)));
  const season = classicalIndices(first, m, kind);
  const { indices } = season;
  const start = removeIndices(first.slice(0, Math.max(INITIAL_POINTS, 2 * m)), season);
  const { intercept, slope } = linearTrend(start);
  const middle = intercept + (slope * (start.length - 1)) / 2;
  return [
    { level: middle, slope: 0, season: indices },
    { level: intercept - slope, slope, season: indices },
  ];
}
