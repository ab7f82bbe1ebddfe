import type { Comparison } from './types.ts';

/** Spreads by which a series that moved differs from what was expected: the cut-off of Iglewicz and Hoaglin (1993). */
const SPREADS_MIN = 3.5;
/** Differences below this part of the level are rounding. */
const ROUNDING = 1e-9;

/** 1 for a series that rose by more than 3.5 of its own spreads, -1 for one that fell so, else 0. */
export function directionOf({ observed, expected, spread }: Comparison): -1 | 0 | 1 {
  const change = observed - expected;
  const rounding = ROUNDING * Math.max(Math.abs(observed), Math.abs(expected));
  if (spread === null || Math.abs(change) <= Math.max(SPREADS_MIN * spread, rounding)) return 0;
  return change > 0 ? 1 : -1;
}
