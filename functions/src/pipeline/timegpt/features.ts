import type { TimeGptFeatureValue, TimeGptSeries } from '../../contracts/timegpt-series.ts';
import type { Frequency } from './frequency.ts';
import { type SeriesPart, splitSeries } from './split-series.ts';

/** A feature beside one series. */
export interface Feature {
  /** Whether its values are names of categories rather than amounts. */
  readonly categorical: boolean;
  /** One for each value of the series. */
  readonly history: readonly TimeGptFeatureValue[];
  /** One for each step ahead; null where only its past is known. */
  readonly future: readonly TimeGptFeatureValue[] | null;
}

/** One series of a request with its features, in the order of `X`. */
export interface FeaturedPart extends SeriesPart {
  readonly features: readonly Feature[];
}

/**
 * The series that stand one after the other in `y`, each with its stretch of the features: those that `X_future` continues
 * come first in `X`, the others are known of the past only.
 *
 * @throws {DomainError} as `splitSeries`
 */
export function splitFeaturedSeries(series: TimeGptSeries, frequency: Frequency, h: number): FeaturedPart[] {
  const { X, X_future: future, categorical_exog: categorical } = series;
  return splitSeries(series, frequency).map((part) => ({
    ...part,
    features: (X ?? []).map((values, place) => ({
      categorical: categorical?.includes(place) ?? false,
      history: values.slice(part.offset, part.offset + part.values.length),
      future: future?.[place]?.slice(part.index * h, (part.index + 1) * h) ?? null,
    })),
  }));
}

/**
 * What was known of a series before place `start`, and of its features for `h` steps from there on: all but those at the
 * places `historic`.
 */
export function partBefore(
  part: FeaturedPart,
  { start, h }: { readonly start: number; readonly h: number },
  historic: readonly number[],
): FeaturedPart {
  return {
    ...part,
    values: part.values.slice(0, start),
    features: part.features.map(({ categorical, history }, place) => ({
      categorical,
      history: history.slice(0, start),
      future: historic.includes(place) ? null : history.slice(start, start + h),
    })),
  };
}
