import { learnCoefficients } from '../../forecasting/index.ts';
import { type FeatureColumn, featureColumns } from './feature-columns.ts';
import type { FeaturedPart } from './features.ts';
import type { Frequency } from './frequency.ts';
import { observationsOf } from './observations-of.ts';

/**
 * What each feature adds to each value of a series, above what it adds on the average, by the regression's coefficients
 * (`learnCoefficients`) on the first `fitted` values. A historic feature acts one step late. Null where no effect can be
 * told from chance, or one is beyond what numbers hold.
 */
export function featureEffects(part: FeaturedPart, frequency: Frequency, fitted: number): number[][] | null {
  const known = [...part.values.keys()].filter((step) => step < fitted && part.values[step] !== null);
  const columns = featureColumns(part.features).map((column, place) => ({
    feature: column.feature,
    name: `column ${place}`,
    values: part.features[column.feature]?.historic ? oneLate(column) : column.history,
  }));
  if (known.length === 0 || columns.length === 0) return null;
  const learnt = learnCoefficients({
    observations: observationsOf({ values: part.values.slice(0, fitted) }, frequency),
    horizon: 1,
    regressors: columns.map(({ name, values }) => {
      const history = known.map((step) => values[step] ?? 0);
      // Nothing is forecast, so that any value will do ahead.
      return { name, history, future: history.slice(-1) };
    }),
    resolution: frequency.resolution,
    method: 'auto',
  });
  const effects = part.features.map(() => part.values.map(() => 0));
  for (const { feature, name, values } of columns) {
    const coefficient = learnt.find((one) => one.name === name)?.value ?? 0;
    const average = known.reduce((sum, step) => sum + (values[step] ?? 0) / known.length, 0);
    const effect = effects[feature] ?? [];
    for (const [step, value] of values.entries())
      effect[step] = (effect[step] ?? 0) + coefficient * (value - average);
  }
  const all = effects.flat();
  return all.some((value) => value !== 0) && all.every(Number.isFinite) ? effects : null;
}

/** The average first, where nothing is known that long before. */
function oneLate({ history }: FeatureColumn): number[] {
  const average = history.reduce((sum, value) => sum + value / history.length, 0);
  return [average, ...history.slice(0, -1)];
}
