import { modelNames } from '../../contracts/forecast-options.ts';
import {
  addSteps,
  type ForecastRequest,
  forecastSeries,
  HORIZON_MAX,
  type Interval,
} from '../../forecasting/index.ts';
import { featureEffects } from './feature-effects.ts';
import type { FeaturedPart } from './features.ts';
import type { Frequency } from './frequency.ts';
import { contributionsOf, neverNegative, restoreEffects } from './restore-effects.ts';
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
  /** For each feature what it adds to the mean, and last what is left: they add up to it. */
  readonly contributions: readonly (readonly number[])[];
}

/** The protocol sends no instants: where the series starts does not matter, only how far apart its values are. */
const origin = Date.UTC(2000, 0, 1);

/**
 * The `h` values after the last place of the series. Missing values at its end are forecast too, and left out of the
 * answer. A level of 0 is an interval without width at the mean. What features explain (`featureEffects`) is taken off
 * the history, the engine continues what is left, and their effects ahead are put back into mean and intervals. Features
 * that explain nothing add 0.
 *
 * @throws {DomainError} `invalid-argument` for a series whose end has been missing for longer than can be bridged
 */
export function continueSeries(part: FeaturedPart, options: ContinuationOptions): Continuation {
  const { values, features } = part;
  const { frequency, h } = options;
  const effects = featureEffects(part, frequency, { ahead: h, fitted: values.length });
  if (effects !== null) {
    const explained = Array.from({ length: values.length + h }, (_, step) =>
      effects.reduce((sum, effect) => sum + (effect[step] ?? 0), 0),
    );
    const left = values.map((value, step) => (value === null ? null : value - (explained[step] ?? 0)));
    const made = continueAlone({ ...part, values: left }, options);
    const ahead = explained.slice(values.length);
    const restored = restoreEffects(made, ahead, neverNegative(values));
    const parts = effects.map((effect) => effect.slice(values.length));
    const contributions = contributionsOf(parts, restored.mean);
    const edges = restored.intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);
    const finite = [...restored.mean, ...edges, ...contributions.flat()].every(Number.isFinite);
    if (finite) return { ...restored, contributions };
  }
  const made = continueAlone(part, options);
  const zeros = features.map(() => made.mean.map(() => 0));
  return { ...made, contributions: [...zeros, made.mean] };
}

type Bare = Omit<Continuation, 'contributions'>;

function continueAlone(
  { values, index }: SeriesPart,
  { frequency, h, levels, model }: ContinuationOptions,
): Bare {
  const known = values.findLastIndex((value) => value !== null) + 1;
  const bridged = values.length - known;
  if (bridged + h > HORIZON_MAX) throw seriesUnusable(index, `ends with ${bridged} missing values`);
  const { resolution } = frequency;
  const made = forecastSeries({
    observations: observationsOf(values, resolution),
    horizon: bridged + h,
    levels: levels.filter((level) => level > 0),
    model: modelNames.find((name) => name === model) ?? 'auto',
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
