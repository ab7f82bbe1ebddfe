import type { SeriesForecast } from '../series-forecast.ts';
import { keepWithin } from './apply-bounds.ts';
import { errorPaths } from './error-paths.ts';
import { marginalsOf } from './marginals.ts';

/** How many paths, and which. */
export interface SamplePathsQuery {
  /** 1 to 1,000. */
  count: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

/**
 * Paths that the series may take, each of the horizon's length: independent draws (no antithetic pairs) from the
 * marginal distributions of the forecast with the dependence of `errorPaths`, kept within the bounds, whole numbers
 * rounded to the nearest. The same seed gives the same bits, and the first paths of many are those of few.
 */
export function samplePaths(
  forecast: Pick<SeriesForecast, 'standardDeviation' | 'errorCorrelation' | 'distribution'>,
  { count, seed }: SamplePathsQuery,
): number[][] {
  const marginals = marginalsOf(forecast.distribution);
  const keep = keepWithin(forecast.distribution.bounds);
  const path = errorPaths(forecast, seed);
  const scores = new Float64Array(forecast.standardDeviation.length);
  return Array.from({ length: count }, (_, index) => {
    path(index, scores);
    return Array.from(scores, (z, step) => keep(marginals.valueAt(step, z), 'nearest'));
  });
}
