import type { Bounds } from '../forecast-request.ts';
import type { Prediction } from '../forecaster.ts';
import type { SeriesForecast } from '../series-forecast.ts';
import { applyBounds } from './apply-bounds.ts';
import { distributionOf, keepLevels, knotLevels } from './predictive-distribution.ts';
import { quantilesOf } from './quantiles.ts';

/** What is asked: levels in percent, probabilities of quantiles, both ascending. */
export interface ChancesAsked {
  readonly levels: readonly number[];
  readonly quantiles: readonly number[];
}

/** The part of a forecast that tells its chances. */
export type Chances = Pick<
  SeriesForecast,
  'mean' | 'standardDeviation' | 'intervals' | 'quantiles' | 'distribution'
>;

/** The request's, in order and each once. */
export function chancesAsked(request: {
  readonly levels?: readonly number[];
  readonly quantiles?: readonly number[];
}): ChancesAsked {
  return {
    levels: ascending(request.levels ?? DEFAULT_LEVELS),
    quantiles: ascending(request.quantiles ?? []),
  };
}

/** Levels, ascending, at which a prediction needs intervals for its chances to be described. */
export function levelsToPredict({ levels, quantiles }: ChancesAsked): number[] {
  return ascending([...levels, ...knotLevels(quantiles)]);
}

/** From a prediction before bounds, with intervals of `levelsToPredict`, to everything that is said of its chances. */
export function describeChances(
  free: Prediction,
  { levels, quantiles }: ChancesAsked,
  bounds: Bounds,
): Chances {
  const known = { mean: free.mean, intervals: keepLevels(free.intervals, knotLevels(quantiles)) };
  const distribution = distributionOf(known, bounds, quantiles);
  const { mean, standardDeviation, intervals } = applyBounds(free, bounds);
  return {
    mean,
    standardDeviation,
    intervals: keepLevels(intervals, levels),
    quantiles: quantilesOf(distribution, quantiles),
    distribution,
  };
}

const DEFAULT_LEVELS: readonly number[] = [80, 95];

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
