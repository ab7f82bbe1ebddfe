import { variance } from '../numerics/statistics.ts';
import type { MstlDecomposition } from './mstl.ts';

/**
 * How strong is each season, from 0 (none) to 1: 1 − Var(remainder) / Var(remainder + season), one value for each
 * length of `parts`. 0 where neither varies.
 * Source: Wang, Smith & Hyndman (2006); reference R forecast 8.20, `nsdiffs(test = "seas")`.
 */
export function seasonalStrengths({ seasons, remainder }: MstlDecomposition): number[] {
  const noise = variance([...remainder]);
  return seasons.map((season) => {
    const total = variance(Array.from(season, (value, t) => value + remainder[t]));
    return total > 0 ? Math.max(0, Math.min(1, 1 - noise / total)) : 0;
  });
}
