import { normalQuantile } from '../numerics/normal-quantile.ts';
import { keepWithin } from './apply-bounds.ts';
import { marginalsOf } from './marginals.ts';
import type { PredictiveDistribution } from './predictive-distribution.ts';

/** Values that stay below which with `probability`, of the horizon's length. */
export interface ForecastQuantile {
  probability: number;
  values: number[];
}

/**
 * Quantiles within the bounds: the same numbers as the limits of the interval that ends there. For whole numbers those
 * below the middle are rounded down and those above up, as limits are, so that they hold what they promise.
 */
export function quantilesOf(
  distribution: PredictiveDistribution,
  probabilities: readonly number[],
): ForecastQuantile[] {
  const { quantiles, bounds } = distribution;
  const keep = keepWithin(bounds);
  const marginals = marginalsOf(distribution);
  return probabilities.map((probability) => {
    const rounding = probability === 0.5 ? 'nearest' : probability < 0.5 ? 'down' : 'up';
    const known = quantiles.find((one) => Math.abs(one.probability - probability) < 1e-12);
    const z = normalQuantile(probability);
    const values = known?.values ?? quantiles[0].values.map((_, step) => marginals.valueAt(step, z));
    return { probability, values: values.map((value) => keep(value, rounding)) };
  });
}
