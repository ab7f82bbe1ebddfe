import { quantile } from '../numerics/statistics.ts';

/** The range of all but the lowest and highest twentieth, and how many times its width a value may lie outside it. */
const TAIL = 0.05;
const REACH = 3;
/** As many values, evenly spread, tell the usual range; at primes that are not in step with any season. */
const SAMPLE_MAX = 2_500;
const STRIDES: readonly number[] = [1, 11, 31, 101];
/** Share of the values that may be clipped; more belong to the series. */
const CLIPPED_MAX = 0.01;

/**
 * `y` with the few values that lie far outside its usual range put at the end of what is allowed. One of them can outweigh
 * a season in every sum of squares; so seasons are looked for in this.
 */
export function clipSpikes(y: readonly number[]): readonly number[] {
  const stride = STRIDES.find((one) => one * SAMPLE_MAX >= y.length) ?? STRIDES[STRIDES.length - 1];
  const sample = stride > 1 ? y.filter((_, t) => t % stride === 0) : y;
  const [low, high] = [quantile(sample, TAIL), quantile(sample, 1 - TAIL)];
  const reach = REACH * (high - low);
  if (!(reach > 0)) return y;
  const [least, most] = [low - reach, high + reach];
  const beyond = y.reduce((count, value) => count + (value < least || value > most ? 1 : 0), 0);
  if (beyond === 0 || beyond > Math.max(1, CLIPPED_MAX * y.length)) return y;
  return y.map((value) => Math.max(least, Math.min(most, value)));
}
