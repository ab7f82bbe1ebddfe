import { addSteps, forecastWithRegressors, type Regressor } from '../../forecasting/index.ts';
import { type FeatureColumn, featureColumns } from './feature-columns.ts';
import type { FeaturedPart } from './features.ts';
import { featuresUseful } from './features-useful.ts';
import type { Frequency } from './frequency.ts';

/** How the effects of features are found. */
export interface EffectOptions {
  /** Steps ahead for which effects are wanted too. */
  readonly ahead: number;
  /** How many values, from the first, may be learnt from. */
  readonly fitted: number;
}

/** Newest values that are learnt from. */
const valuesMax = 10_000;

/** Steps of each origin of the backtest: a twentieth of the series, so that what is rare is met in some of them. */
const horizonOf = (length: number): number => Math.max(1, Math.min(48, Math.floor(length / 20)));

/** The protocol sends no instants. */
const origin = Date.UTC(2000, 0, 1);

/**
 * What each feature adds to each value of a series, and to each of the `ahead` values after it, above what it adds on the
 * average: by the coefficients of a regression on trend, seasons and features (`forecastWithRegressors`). A historic feature
 * acts as many steps late as are looked ahead, at least one. Null where features are hardly useful to the regression, where
 * that cannot be told, and where an effect is beyond what numbers hold.
 */
export function featureEffects(
  part: FeaturedPart,
  { resolution }: Frequency,
  { ahead, fitted }: EffectOptions,
): number[][] | null {
  const columns = featureColumns(part.features).map((column) => ({
    feature: column.feature,
    values: valuesOf(column, part.features[column.feature]?.historic ?? false, ahead),
  }));
  const known = [...part.values.keys()]
    .filter((step) => step < fitted && part.values[step] !== null)
    .slice(-valuesMax);
  if (known.length === 0 || columns.length === 0) return null;
  const horizon = horizonOf(known.length);
  const regressors = columns.map(({ values }, place): Regressor => {
    const history = known.map((step) => values[step] ?? 0);
    // Only the coefficients are of use: what the features will be does not matter.
    return { name: nameOf(place), history, future: new Array<number>(horizon).fill(history.at(-1) ?? 0) };
  });
  const made = forecastWithRegressors({
    observations: known.map((step) => ({
      at: addSteps(origin, resolution, step),
      value: part.values[step] ?? 0,
    })),
    horizon,
    regressors,
    resolution,
  });
  if (!featuresUseful(made)) return null;
  const effects = part.features.map(() => new Array<number>(part.values.length + ahead).fill(0));
  columns.forEach(({ feature, values }, place) => {
    const coefficient = made.coefficients.find(({ name }) => name === nameOf(place))?.value ?? 0;
    const average = known.reduce((sum, step) => sum + (values[step] ?? 0) / known.length, 0);
    const effect = effects[feature] ?? [];
    for (const [step, value] of values.entries())
      effect[step] = (effect[step] ?? 0) + coefficient * (value - average);
  });
  return effects.flat().every(Number.isFinite) ? effects : null;
}

const nameOf = (place: number): string => `column ${place}`;

/** The values that act on each value of the series and after it; the average where one is not known that long before. */
function valuesOf({ history, future }: FeatureColumn, historic: boolean, ahead: number): readonly number[] {
  if (!historic) return [...history, ...future];
  const average = history.reduce((sum, value) => sum + value / history.length, 0);
  const lag = Math.max(1, ahead);
  return Array.from({ length: history.length + ahead }, (_, step) => history[step - lag] ?? average);
}
