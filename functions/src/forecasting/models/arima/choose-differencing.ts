import { mstl } from '../../transforms/mstl.ts';
import { seasonalStrengths } from '../../transforms/seasonal-strength.ts';
import { type Differencing, differences } from './differences.ts';
import { kpssStatistic } from './kpss-statistic.ts';

/** A season this strong is differenced. */
const STRENGTH_MIN = 0.64;
/** 5 % critical value of the KPSS test for a level. */
const KPSS_CRITICAL = 0.463;
const FIRST_DIFFERENCES_MAX = 2;

/**
 * How often must `y` be differenced? Once by the season (of `seasonLength` steps, 1: none) where the strength of the
 * season in a decomposition by STL exceeds 0.64; then by one step as long as the KPSS test rejects a stationary level at
 * 5 %, at most twice. Nothing constant (`isConstant`) is differenced further.
 * Source: Hyndman & Khandakar (2008), §3.1; reference R forecast 8.20 `nsdiffs(test = "seas")` and `ndiffs()`.
 */
export function chooseDifferencing(
  y: Float64Array,
  seasonLength: number,
  isConstant: (x: Float64Array) => boolean,
): Differencing {
  const D = needsSeasonalDifference(y, seasonLength, isConstant) ? 1 : 0;
  let x = D === 1 ? differences(y, seasonLength) : y;
  let d = 0;
  while (d < FIRST_DIFFERENCES_MAX && !isConstant(x) && kpssStatistic(x) > KPSS_CRITICAL) {
    x = differences(x, 1);
    d++;
  }
  return { d, D, seasonLength };
}

function needsSeasonalDifference(
  y: Float64Array,
  m: number,
  isConstant: (x: Float64Array) => boolean,
): boolean {
  if (m < 2 || y.length <= 2 * m || isConstant(y)) return false;
  return seasonalStrengths(mstl(y, [m]))[0] > STRENGTH_MIN;
}
