import { stl } from './stl.ts';

/** Parts that add up to the series, one season for each length. */
export interface MstlDecomposition {
  /** In steps, ascending. */
  readonly lengths: readonly number[];
  readonly trend: Float64Array;
  readonly seasons: readonly Float64Array[];
  readonly remainder: Float64Array;
}

const PASSES = 2;

/**
 * Decomposition into a trend and several seasons: STL for one season after the other, shortest first, each on what the
 * others leave, twice (once for a single season). The i-th season is smoothed over 7 + 4i of its kind. `lengths` ≥ 2 in
 * steps, at least one; `y` holds two of the longest.
 * Source: Bandara, Hyndman & Bergmeir (2021); conventions of R forecast 8.20 `mstl()`.
 */
export function mstl(y: ArrayLike<number>, lengths: readonly number[]): MstlDecomposition {
  const ascending = [...lengths].sort((a, b) => a - b);
  const seasons: Float64Array[] = ascending.map(() => new Float64Array(y.length));
  const rest = Float64Array.from(y);
  let trend: Float64Array = new Float64Array(y.length);
  for (let pass = 0; pass < (ascending.length > 1 ? PASSES : 1); pass++) {
    for (let i = 0; i < ascending.length; i++) {
      addTo(rest, seasons[i], 1);
      const part = stl(rest, {
        seasonLength: ascending[i],
        seasonalWindow: 7 + 4 * (i + 1),
        robust: false,
      });
      seasons[i] = part.seasonal;
      trend = part.trend;
      addTo(rest, seasons[i], -1);
    }
  }
  return { lengths: ascending, trend, seasons, remainder: rest.map((value, t) => value - trend[t]) };
}

function addTo(sum: Float64Array, x: Float64Array, factor: 1 | -1): void {
  for (let t = 0; t < sum.length; t++) sum[t] += factor * x[t];
}
