import type { Prediction } from '../forecaster.ts';

/** A prediction with everything times `scale`: from the engine's own scale back to the unit of the series. */
export function rescale({ mean, standardDeviation, intervals }: Prediction, scale: number): Prediction {
  const times = (values: readonly number[]) => values.map((value) => value * scale);
  return {
    mean: times(mean),
    standardDeviation: times(standardDeviation),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: times(lower),
      upper: times(upper),
    })),
  };
}
