import type { Continuation } from './continue-series.ts';

/**
 * The share of each feature in what all features add, regardless of sign, from 0 to 1: the mean over the series to whose
 * forecast features add anything. Zeros where there is none; null without features.
 */
export function featureWeights(
  parts: readonly Pick<Continuation, 'contributions'>[],
  features: number,
): number[] | null {
  if (features === 0) return null;
  const shares = parts
    .map(({ contributions }) => sharesOf(contributions.slice(0, features)))
    .filter((one) => one.length > 0);
  return Array.from({ length: features }, (_, place) =>
    shares.reduce((sum, share) => sum + (share[place] ?? 0) / shares.length, 0),
  );
}

function sharesOf(contributions: readonly (readonly number[])[]): number[] {
  const sizes = contributions.map((values) => values.reduce((sum, value) => sum + Math.abs(value), 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return total > 0 ? sizes.map((size) => size / total) : [];
}
