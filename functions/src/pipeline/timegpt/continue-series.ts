import { modelNames } from '../../contracts/forecast.ts';
import {
  addSteps,
  type ForecastRequest,
  forecastSeries,
  HORIZON_MAX,
  type Interval,
} from '../../forecasting/index.ts';
import type { Frequency } from './frequency.ts';
import { type SeriesPart, seriesUnusable } from './split-series.ts';

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
}

/** The protocol sends no instants: where the series starts does not matter, only how far apart its values are. */
const origin = Date.UTC(2000, 0, 1);

/**
 * The `h` values after the last place of the series. Missing values at its end are forecast too, and left out of the
 * answer. A level of 0 is an interval without width at the mean.
 *
 * @throws {DomainError} `invalid-argument` for a series whose end has been missing for longer than can be bridged
 */
export function continueSeries(part: SeriesPart, options: ContinuationOptions): Continuation {
  const { frequency, h, levels, model } = options;
  const { values, index } = part;
  const known = values.findLastIndex((value) => value !== null) + 1;
  const bridged = values.length - known;
  if (bridged + h > HORIZON_MAX) throw seriesUnusable(index, `ends with ${bridged} missing values`);
  const { resolution } = frequency;
  const named = modelNames.find((name) => name === model) ?? 'auto';
  const made = forecastSeries({
    observations: observationsOf(values, resolution),
    horizon: bridged + h,
    levels: levels.filter((level) => level > 0),
    model: named,
    resolution,
  });
  const mean = made.mean.slice(bridged);
  const intervals = levels.map((level): Interval => {
    const found = made.intervals.find((interval) => interval.level === level);
    return found === undefined
      ? { level, lower: mean, upper: mean }
      : { level, lower: found.lower.slice(bridged), upper: found.upper.slice(bridged) };
  });
  return { mean, intervals };
}

function observationsOf(
  values: SeriesPart['values'],
  resolution: Frequency['resolution'],
): ForecastRequest['observations'] {
  return values.flatMap((value, step) =>
    value === null ? [] : [{ at: addSteps(origin, resolution, step), value }],
  );
}
