import { mean } from '../numerics/statistics.ts';

/** Largest less smallest value. */
export function rangeOf(x: Float64Array): number {
  let [low, high] = [x[0], x[0]];
  for (const value of x) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}

/** Each value less the one before: one fewer than `y` has. */
export function differences(y: Float64Array): Float64Array {
  const x = new Float64Array(Math.max(0, y.length - 1));
  for (let t = 0; t < x.length; t++) x[t] = y[t + 1] - y[t];
  return x;
}

/** 0 for an empty array. */
export function meanAbsolute(x: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += Math.abs(x[t]);
  return x.length === 0 ? 0 : sum / x.length;
}

/** Population standard deviation; 0 for an empty array. */
export function deviation(x: Float64Array): number {
  const centre = mean(x);
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += (x[t] - centre) ** 2;
  return x.length === 0 ? 0 : Math.sqrt(sum / x.length);
}
