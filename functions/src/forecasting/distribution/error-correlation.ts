import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import { standardisedErrors } from './calibrate-widths.ts';

/** Weight of the model's implied correlation, in origins. */
const MODEL_WEIGHT = 2;
const CORRELATION_MAX = 0.99;

/**
 * Correlation (0 to 0.99) of the errors of neighbouring steps of one forecast, which decides how long a path stays on
 * one side of the mean. The backtest's lag-one correlation of standardised errors, mixed with what the growth of
 * `spread` implies: errors of a random walk add up, errors of a constant width are independent.
 */
export function errorCorrelation(spread: readonly number[], origins: readonly OriginForecast[]): number {
  const implied = impliedCorrelation(spread);
  let cross = 0;
  let square = 0;
  for (const origin of origins) {
    const z = standardisedErrors(origin, spread);
    for (let i = 1; i < z.length; i++) {
      cross += z[i] * z[i - 1];
      square += (z[i] ** 2 + z[i - 1] ** 2) / 2;
    }
  }
  const weight = square > 0 ? origins.length / (origins.length + MODEL_WEIGHT) : 0;
  const mixed = weight * (square > 0 ? cross / square : 0) + (1 - weight) * implied;
  return Math.max(0, Math.min(CORRELATION_MAX, mixed));
}

/**
 * For exponential smoothing with parameter α the variance grows as 1 + (h−1)α², which gives α, and neighbouring errors
 * share α + (h−1)α². The mean over the horizon; 0 for a single step.
 */
function impliedCorrelation(spread: readonly number[]): number {
  const h = spread.length;
  if (h < 2 || spread[0] <= 0) return 0;
  const growth = (spread[h - 1] / spread[0]) ** 2 - 1;
  const alpha = Math.min(1, Math.sqrt(Math.max(0, growth / (h - 1))));
  let sum = 0;
  for (let step = 1; step < h; step++) {
    const variance = 1 + (step - 1) * alpha ** 2;
    sum += (alpha + (step - 1) * alpha ** 2) / Math.sqrt(variance * (variance + alpha ** 2));
  }
  return sum / (h - 1);
}
