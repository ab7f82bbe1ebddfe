import type { Bounds } from '../forecast-request.ts';
import type { Prediction } from '../forecaster.ts';

/**
 * Keeps a prediction within what the metric can be: mean and limits are moved to the nearest bound, and for whole
 * numbers the mean is rounded, lower limits rounded down and upper ones up. Order and nesting stay as they were.
 * Standard deviations are those before. Values beyond what a number can hold become the largest that it can.
 */
export function applyBounds({ mean, standardDeviation, intervals }: Prediction, bounds: Bounds): Prediction {
  const integer = bounds.integer ?? false;
  const minimum = roundBy(integer ? Math.ceil : identity, bounds.minimum ?? -Number.MAX_VALUE);
  const maximum = roundBy(integer ? Math.floor : identity, bounds.maximum ?? Number.MAX_VALUE);
  const keep = (values: readonly number[], round: (value: number) => number) =>
    values.map((value) => Math.max(minimum, Math.min(maximum, integer ? round(value) : value)) + 0);
  return {
    mean: keep(mean, Math.round),
    standardDeviation: standardDeviation.map((value) => Math.min(value, Number.MAX_VALUE)),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: keep(lower, Math.floor),
      upper: keep(upper, Math.ceil),
    })),
  };
}

function roundBy(round: (value: number) => number, value: number): number {
  return Math.abs(value) === Number.MAX_VALUE ? value : round(value);
}

function identity(value: number): number {
  return value;
}
