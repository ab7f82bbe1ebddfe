import { quantile } from '../numerics/statistics.ts';

/** The range of all but the lowest and highest twentieth, and how many times its width a value may lie outside it. */
const TAIL = 0.05;
const REACH = 3;
/** Share of the values that may be clipped; more belong to the series. */
const CLIPPED_MAX = 0.01;

/**
 * `y` with the few values that lie far outside its usual range put at the end of what is allowed. One of them can outweigh
 * a season in every sum of squares; so seasons are looked for in this.
 */
export function clipSpikes(y: readonly number[]): readonly number[] {
  const [low, high] = [quantile(y, TAIL), quantile(y, 1 - TAIL)];
  const reach = REACH * (high - low);
  if (!(reach > 0)) return y;
  const clipped = y.map((value) => Math.max(low - reach, Math.min(high + reach, value)));
  const changed = clipped.filter((value, t) => value !== y[t]).length;
  return changed <= Math.max(1, CLIPPED_MAX * y.length) ? clipped : y;
}
