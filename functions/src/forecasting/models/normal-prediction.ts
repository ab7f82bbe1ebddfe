import type { Prediction } from '../forecaster.ts';
import { normalHalfWidth } from '../numerics/normal-quantile.ts';

/** A prediction whose intervals follow from normal errors: mean ± z · standard deviation, one for each level. */
export function normalPrediction(
  mean: number[],
  standardDeviation: number[],
  levels: readonly number[] = [],
): Prediction {
  const intervals = levels.map((level) => {
    const z = normalHalfWidth(level);
    return {
      level,
      lower: mean.map((value, i) => value - z * standardDeviation[i]),
      upper: mean.map((value, i) => value + z * standardDeviation[i]),
    };
  });
  return { mean, standardDeviation, intervals };
}
