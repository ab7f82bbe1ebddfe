import type { Bounds } from '../forecast-request.ts';
import type { Prediction } from '../forecaster.ts';

/** Whole numbers are rounded so; others are only kept within the bounds. */
export type Rounding = 'nearest' | 'down' | 'up';

const roundings = { nearest: Math.round, down: Math.floor, up: Math.ceil } as const;

/**
 * Keeps a prediction within what the metric can be: mean and limits are moved to the nearest bound, and for whole
 * numbers the mean is rounded, lower limits rounded down and upper ones up. Order and nesting stay as they were.
 * Standard deviations are those before. Values beyond what a number can hold become the largest that it can.
 */
export function applyBounds({ mean, standardDeviation, intervals }: Prediction, bounds: Bounds): Prediction {
  const keep = keepWithin(bounds);
  return {
    mean: mean.map((value) => keep(value, 'nearest')),
    standardDeviation: standardDeviation.map((value) => Math.min(value, Number.MAX_VALUE)),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: lower.map((value) => keep(value, 'down')),
      upper: upper.map((value) => keep(value, 'up')),
    })),
  };
}

/** What becomes of one value within `bounds`. */
export function keepWithin(bounds: Bounds): (value: number, rounding: Rounding) => number {
  const { integer = false } = bounds;
  const { minimum, maximum } = attainable(bounds);
  return (value, rounding) =>
    Math.max(minimum, Math.min(maximum, integer ? roundings[rounding](value) : value)) + 0;
}

/** The smallest and the largest value that the metric can take: whole numbers where it holds such only. */
export function attainable({ minimum, maximum, integer = false }: Bounds): {
  minimum: number;
  maximum: number;
} {
  const whole = (value: number | undefined, rounding: Rounding, otherwise: number) =>
    value === undefined ? otherwise : integer ? roundings[rounding](value) : value;
  return {
    minimum: whole(minimum, 'up', -Number.MAX_VALUE),
    maximum: whole(maximum, 'down', Number.MAX_VALUE),
  };
}
