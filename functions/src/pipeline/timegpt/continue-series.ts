import { modelNames } from '../../contracts/forecast-options.ts';
import {
  type Contribution,
  type ForecastRequest,
  forecastSeries,
  forecastWithRegressors,
  HORIZON_MAX,
  type Interval,
} from '../../forecasting/index.ts';
import { type FeatureRegressor, featureRegressors } from './feature-regressors.ts';
import type { FeaturedPart } from './features.ts';
import type { Frequency } from './frequency.ts';
import { observationsOf } from './observations-of.ts';
import { seriesUnusable } from './split-series.ts';

/** What is asked of each series alike. */
export interface ContinuationOptions {
  readonly frequency: Frequency;
  readonly h: number;
  /** In percent, 0 ≤ level < 100, each once. */
  readonly levels: readonly number[];
  /** A method of ours by name; any other name is left to the engine to choose. */
  readonly model: string;
}

/** The next values of a series; arrays of length `h`, intervals in the order of the levels asked for. */
export interface Continuation {
  readonly mean: readonly number[];
  readonly intervals: readonly Interval[];
  /** For each feature what it adds to the mean, and last what is left: they add up to it. */
  readonly contributions: readonly (readonly number[])[];
}

/**
 * The `h` values after the last place of the series. Missing values at its end are forecast too, and left out of the
 * answer. A level of 0 is an interval without width at the mean. Features are regressors with effects that are added
 * (`forecastWithRegressors`); those whose effect cannot be told from chance add 0.
 *
 * @throws {DomainError} `invalid-argument` for a series whose end has been missing for longer than can be bridged
 */
export function continueSeries(
  part: FeaturedPart,
  { frequency, h, levels, model }: ContinuationOptions,
): Continuation {
  const { values, index, features } = part;
  const known = values.findLastIndex((value) => value !== null) + 1;
  const bridged = values.length - known;
  if (bridged + h > HORIZON_MAX) throw seriesUnusable(index, `ends with ${bridged} missing values`);
  const request: ForecastRequest = {
    observations: observationsOf(part, frequency),
    horizon: bridged + h,
    levels: levels.filter((level) => level > 0),
    model: modelNames.find((name) => name === model) ?? 'auto',
    resolution: frequency.resolution,
    repair: 'auto',
  };
  const regressors = featureRegressors(part, h);
  const made =
    regressors.length === 0
      ? { ...forecastSeries(request), contributions: [] }
      : forecastWithRegressors({ ...request, regressors, method: 'auto' });
  const mean = made.mean.slice(bridged);
  const intervals = levels.map((level): Interval => {
    const found = made.intervals.find((interval) => interval.level === level);
    return found === undefined
      ? { level, lower: mean, upper: mean }
      : { level, lower: found.lower.slice(bridged), upper: found.upper.slice(bridged) };
  });
  const parts = features.map((_, feature) => {
    const own = partsOf(made.contributions, regressors, feature);
    return mean.map((_value, step) => own.reduce((sum, { values: v }) => sum + (v[bridged + step] ?? 0), 0));
  });
  const rest = mean.map((value, step) => parts.reduce((left, one) => left - (one[step] ?? 0), value));
  return { mean, intervals, contributions: [...parts, rest] };
}

function partsOf(
  contributions: readonly Contribution[],
  regressors: readonly FeatureRegressor[],
  feature: number,
): Contribution[] {
  const names = new Set(regressors.filter((one) => one.feature === feature).map(({ name }) => name));
  return contributions.filter(({ kind, name }) => kind === 'regressor' && names.has(name));
}
