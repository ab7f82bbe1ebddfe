import type { TimeGptFeatureValue, TimeGptSeries } from '../../contracts/timegpt-series.ts';
import type { Frequency } from './frequency.ts';
import { type SeriesPart, splitSeries } from './split-series.ts';

/** A feature beside one series. */
export interface Feature {
  /** Whether its values are names of categories rather than amounts. */
  readonly categorical: boolean;
  /** Whether only its past is known: its value at an instant is not known when that instant is forecast or judged. */
  readonly historic: boolean;
  /** One for each value of the series. */
  readonly history: readonly TimeGptFeatureValue[];
  /** One for each step ahead; empty where the feature is historic. */
  readonly future: readonly TimeGptFeatureValue[];
}

/** One series of a request with its features, in the order of `X`. */
export interface FeaturedPart extends SeriesPart {
  readonly features: readonly Feature[];
}

/**
 * The series that stand one after the other in `y`, each with its stretch of the features, for whose places `isHistoric`
 * says whether they are; of the others, `X_future` has `h` values a series where the request has a future.
 *
 * @throws {DomainError} as `splitSeries`
 */
export function splitFeaturedSeries(
  series: TimeGptSeries,
  frequency: Frequency,
  isHistoric: (place: number) => boolean,
  h = 0,
): FeaturedPart[] {
  const { X, X_future: future, categorical_exog: categorical } = series;
  return splitSeries(series, frequency).map((part) => ({
    ...part,
    features: (X ?? []).map((values, place) => ({
      categorical: categorical?.includes(place) ?? false,
      historic: isHistoric(place),
      history: values.slice(part.offset, part.offset + part.values.length),
      future: isHistoric(place) ? [] : (future?.[place]?.slice(part.index * h, (part.index + 1) * h) ?? []),
    })),
  }));
}

/** What was known of a series before place `start`, and of its features for `h` steps from there on. */
export function partBefore(
  part: FeaturedPart,
  { start, h }: { readonly start: number; readonly h: number },
): FeaturedPart {
  return {
    ...part,
    values: part.values.slice(0, start),
    features: part.features.map((feature) => ({
      ...feature,
      history: feature.history.slice(0, start),
      future: feature.historic ? [] : feature.history.slice(start, start + h),
    })),
  };
}
