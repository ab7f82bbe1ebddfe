import { normalHalfWidth } from './normal-quantile.ts';

/**
 * Half-width in standard deviations of the central interval of `level` percent of Student's t distribution with
 * `degreesOfFreedom` (≥ 3): wider than the normal one where the standard deviation was estimated from few values.
 * Source: Cornish–Fisher expansion, Abramowitz & Stegun (1964), 26.7.5; within 1 % for 80 to 95 % and 3 degrees.
 */
export function studentHalfWidth(level: number, degreesOfFreedom: number): number {
  const z = normalHalfWidth(level);
  const v = Math.max(3, degreesOfFreedom);
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / v + second / v ** 2 + third / v ** 3;
}
