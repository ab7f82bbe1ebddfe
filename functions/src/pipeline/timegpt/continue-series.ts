import { modelNames } from '../../contracts/forecast.ts';
import {
  addSteps,
  type ForecastRequest,
  forecastSeries,
  HORIZON_MAX,
  type Interval,
} from '../../forecasting/index.ts';
import type { FeaturedPart } from './features.ts';
import type { Frequency } from './frequency.ts';
import { invalidField } from './invalid-field.ts';
import { regressSeries } from './regress-series.ts';
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

/** The protocol sends no instants: where the series starts does not matter, only how far apart its values are. */
const origin = Date.UTC(2000, 0, 1);

/**
 * The `h` values after the last place of the series. Missing values at its end are forecast too, and left out of the
 * answer. A level of 0 is an interval without width at the mean. Features count where they make the forecast better than
 * our ensemble without them, see `regressSeries`; otherwise they add 0.
 *
 * @throws {DomainError} `invalid-argument` for a series whose end has been missing for longer than can be bridged, and for
 * a method by name that knows no features
 */
export function continueSeries(part: FeaturedPart, options: ContinuationOptions): Continuation {
  const { frequency, h, levels } = options;
  const { values, index, features } = part;
  const known = values.findLastIndex((value) => value !== null) + 1;
  const bridged = values.length - known;
  if (bridged + h > HORIZON_MAX) throw seriesUnusable(index, `ends with ${bridged} missing values`);
  const { resolution } = frequency;
  const request: ForecastRequest = {
    observations: observationsOf(values, resolution),
    horizon: bridged + h,
    levels: levels.filter((level) => level > 0),
    model: modelOf(options, features.length > 0),
    resolution,
  };
  const own = forecastSeries(request);
  const { forecast, contributions } = regressSeries(part, own, request, bridged);
  const mean = forecast.mean.slice(bridged);
  const intervals = levels.map((level): Interval => {
    const found = forecast.intervals.find((interval) => interval.level === level);
    return found === undefined
      ? { level, lower: mean, upper: mean }
      : { level, lower: found.lower.slice(bridged), upper: found.upper.slice(bridged) };
  });
  return { mean, intervals, contributions: withRest(contributions, mean, bridged) };
}

function modelOf({ model }: ContinuationOptions, featured: boolean): (typeof modelNames)[number] {
  const named = modelNames.find((name) => name === model) ?? 'auto';
  if (featured && named !== 'auto')
    throw invalidField('/model', `expected a TimeGPT name or "auto", since ${named} knows no features`);
  return named;
}

function withRest(contributions: readonly (readonly number[])[], mean: readonly number[], bridged: number) {
  const parts = contributions.map((values) => values.slice(bridged));
  const rest = mean.map((value, step) => parts.reduce((left, values) => left - (values[step] ?? 0), value));
  return [...parts, rest];
}

function observationsOf(
  values: FeaturedPart['values'],
  resolution: Frequency['resolution'],
): ForecastRequest['observations'] {
  return values.flatMap((value, step) =>
    value === null ? [] : [{ at: addSteps(origin, resolution, step), value }],
  );
}
