import type { Regressor } from '../../forecasting/index.ts';
import { featureColumns } from './feature-columns.ts';
import type { FeaturedPart } from './features.ts';

/** A regressor, and the place of the feature that it stands for. */
export interface FeatureRegressor extends Regressor {
  readonly feature: number;
  readonly future: readonly number[];
}

/**
 * The features beside a series as regressors of its `h` next values, and of those missing at its end. A historic feature
 * acts `h` steps late.
 */
export function featureRegressors({ values, features }: FeaturedPart, h: number): FeatureRegressor[] {
  const known = values.findLastIndex((value) => value !== null) + 1;
  return featureColumns(features).map(({ feature, history, future }, place) => {
    const late = features[feature]?.historic === true;
    const last = history.at(-1) ?? 0;
    // Of a historic feature nothing past the series is ever looked at, being so late.
    const ahead = Array.from({ length: h }, (_, step) => (late ? last : (future[step] ?? last)));
    return {
      feature,
      name: `column ${place}`,
      history: history.filter((_, step) => values[step] !== null),
      future: [...history.slice(known), ...ahead],
      ...(late ? { lag: h } : {}),
    };
  });
}
