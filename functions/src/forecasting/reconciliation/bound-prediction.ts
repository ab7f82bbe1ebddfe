import type { Prediction } from '../forecaster.ts';
import type { LeafRange } from './reconcile-within.ts';

/**
 * Intervals of a sum kept within what its leaves can be: limits are cut at the sums of their bounds, moved outwards to
 * whole numbers where there are no others, and never pass the mean. Order and nesting stay as they were.
 */
export function boundPrediction(
  { mean, standardDeviation, intervals }: Prediction,
  ranges: readonly LeafRange[],
  integer: boolean,
): Prediction {
  const lowest = ranges.reduce((sum, { minimum }) => sum + minimum, 0);
  const highest = ranges.reduce((sum, { maximum }) => sum + maximum, 0);
  const keep = (value: number) => Math.max(lowest, Math.min(highest, value));
  return {
    mean,
    standardDeviation,
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: lower.map((value, i) => Math.min(mean[i], keep(integer ? Math.floor(value) : value))),
      upper: upper.map((value, i) => Math.max(mean[i], keep(integer ? Math.ceil(value) : value))),
    })),
  };
}
