import {
  type ForecastRequest,
  forecastWithRegressors,
  type RegressionForecast,
  type Regressor,
  type SeriesForecast,
} from '../../forecasting/index.ts';
import { type FeatureColumn, featureColumns } from './feature-columns.ts';
import type { FeaturedPart } from './features.ts';
import { featuresUseful } from './features-useful.ts';

/** A forecast, and for each feature what it adds to each step. */
export interface Regressed {
  readonly forecast: SeriesForecast;
  readonly contributions: readonly (readonly number[])[];
}

/** Newest values that a regression is made from: as many as models look at. */
const valuesMax = 10_000;

/**
 * The forecast of a series with its features: a regression on them (`forecastWithRegressors`), where they are useful to it
 * and its backtest is better than that of our `own` ensemble, errors scaled alike; otherwise the ensemble's, to which no
 * feature adds anything. For the first `bridged` steps of `request`, features have values in the history already.
 */
export function regressSeries(
  part: FeaturedPart,
  own: SeriesForecast,
  request: ForecastRequest,
  bridged: number,
): Regressed {
  const none = part.features.map(() => own.mean.map(() => 0));
  const columns = featureColumns(part.features);
  if (columns.length === 0) return { forecast: own, contributions: none };
  const { model: _, ...asked } = { ...request, observations: request.observations.slice(-valuesMax) };
  const regressors = columns.map((column, place) => regressorOf(part, column, place, bridged));
  const forecast = forecastWithRegressors({ ...asked, regressors });
  if (!isBetter(forecast, own)) return { forecast: own, contributions: none };
  const contributions = none.map((zeros, feature) =>
    columns.reduce((sum, column, place) => {
      if (column.feature !== feature) return sum;
      const values = forecast.contributions.find(({ name }) => name === nameOf(place))?.values ?? [];
      return sum.map((value, step) => value + (values[step] ?? 0));
    }, zeros),
  );
  return { forecast, contributions };
}

const nameOf = (place: number): string => `column ${place}`;

function regressorOf(
  { values }: FeaturedPart,
  { history, future }: FeatureColumn,
  place: number,
  bridged: number,
): Regressor {
  const known = history.filter((_, step) => values[step] !== null).slice(-valuesMax);
  const lead = history.slice(history.length - bridged);
  return {
    name: nameOf(place),
    history: known,
    ...(future === null ? {} : { future: [...lead, ...future] }),
  };
}

function isBetter(forecast: RegressionForecast, own: SeriesForecast): boolean {
  const { backtest, mean, intervals, contributions } = forecast;
  // Features whose future is beyond all they ever were can lead out of what numbers hold.
  const edges = intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);
  const numbers = [...mean, ...edges, ...contributions.flatMap(({ values }) => values)];
  if (!numbers.every(Number.isFinite)) return false;
  const [mase, ownMase] = [backtest?.mase ?? null, own.backtest?.mase ?? null];
  if (mase === null || !featuresUseful(forecast)) return false;
  return ownMase === null || mase < ownMase;
}
