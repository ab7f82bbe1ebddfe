import type { TimeGptFeatureValue } from '../../contracts/timegpt-series.ts';
import type { Feature } from './features.ts';

/** A feature, or a part of it, in numbers. */
export interface FeatureColumn {
  /** Place of the feature that it stands for. */
  readonly feature: number;
  readonly history: readonly number[];
  /** Empty where only its past is known. */
  readonly future: readonly number[];
}

/** Categories of one feature that get a column of their own. */
const categoriesMax = 20;

/**
 * Features in numbers. An amount is one column, a missing value the last one known before it (else the first after it). A
 * category is a column of its own, 1 where it holds: of the 20 most frequent in the history but the first, against which
 * they are measured together with all rarer ones, those never seen and missing values.
 */
export function featureColumns(features: readonly Feature[]): FeatureColumn[] {
  return features.flatMap((feature, place) =>
    feature.categorical ? indicators(feature, place) : [amounts(feature, place)],
  );
}

function amounts({ history, future }: Feature, feature: number): FeatureColumn {
  const values = carriedForward([...history, ...future]);
  return {
    feature,
    history: values.slice(0, history.length),
    future: values.slice(history.length),
  };
}

function carriedForward(values: readonly TimeGptFeatureValue[]): number[] {
  let last = Number(values.find((value) => value !== null) ?? 0);
  return values.map((value) => {
    if (value !== null) last = Number(value);
    return last;
  });
}

function indicators({ history, future }: Feature, feature: number): FeatureColumn[] {
  const counts = new Map<TimeGptFeatureValue, number>();
  for (const value of history) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const categories = [...counts].sort(([, a], [, b]) => b - a).map(([category]) => category);
  return categories.slice(1, categoriesMax).map((category) => {
    const indicate = (values: readonly TimeGptFeatureValue[]) =>
      values.map((value) => (value === category ? 1 : 0));
    return { feature, history: indicate(history), future: indicate(future) };
  });
}
