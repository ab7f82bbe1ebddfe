import type { PointsAndSpread } from '../forecaster.ts';

/** A part of a combination; weights add up to 1. */
export interface Weighted<T> {
  readonly item: T;
  readonly weight: number;
}

/**
 * Weighted mean of predictions of the same length. The standard deviation is the weighted mean of theirs too, i.e.
 * errors are taken as fully correlated, since all methods miss the same surprises.
 */
export function combinePredictions(parts: readonly Weighted<PointsAndSpread>[]): {
  mean: number[];
  standardDeviation: number[];
} {
  return {
    mean: weightedSum(parts.map(({ item, weight }) => ({ item: item.mean, weight }))),
    standardDeviation: weightedSum(
      parts.map(({ item, weight }) => ({ item: item.standardDeviation, weight })),
    ),
  };
}

function weightedSum(parts: readonly Weighted<readonly number[]>[]): number[] {
  if (parts.length === 1) return [...parts[0].item];
  return parts[0].item.map((_, i) => parts.reduce((sum, { item, weight }) => sum + weight * item[i], 0));
}
