import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import type { PointsAndSpread, Prediction } from '../forecaster.ts';
import { calibrateSpread } from './calibrate-spread.ts';
import { calibrateWidths } from './calibrate-widths.ts';

/**
 * From a model's own mean and standard deviation to calibrated intervals: mean ± half-width of the level · calibrated
 * standard deviation of the step. `levels` ascending; nested, since half-widths ascend with them. `length` is the
 * number of points that the model was fitted to.
 */
export function predictDistribution(
  own: PointsAndSpread,
  origins: readonly OriginForecast[],
  levels: readonly number[],
  length: number,
): Prediction {
  const spread = calibrateSpread(own.standardDeviation, origins, length);
  const intervals = calibrateWidths(levels, spread, origins, length - 2).map(({ level, halfWidth }) => ({
    level,
    lower: own.mean.map((value, i) => value - halfWidth * spread[i]),
    upper: own.mean.map((value, i) => value + halfWidth * spread[i]),
  }));
  return { mean: [...own.mean], standardDeviation: spread, intervals };
}
