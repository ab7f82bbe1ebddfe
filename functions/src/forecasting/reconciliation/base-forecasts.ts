import { forecastSeries } from '../forecast-series.ts';
import type { SeriesForecast } from '../series-forecast.ts';
import { fillGaps } from '../transforms/fill-gaps.ts';
import type { AlignedLeaf, Alignment } from './align-leaves.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { HierarchyRequest } from './hierarchy-request.ts';

/** What the automatic forecast says of one node by itself, for the steps after the common history. */
export interface BaseNode {
  readonly forecast: SeriesForecast;
  /** Filled history that it was made from, ending with the common one: estimated after the leaf's last value. */
  readonly history: readonly number[];
}

/** Options of a `ForecastRequest` that all nodes share. */
export type NodeOptions = Pick<
  HierarchyRequest,
  'horizon' | 'levels' | 'model' | 'seasonLengths' | 'timeZone' | 'repair'
>;

/** Those of a request, for `horizon` steps. */
export function nodeOptions(
  { levels, model, seasonLengths, timeZone, repair, ...request }: HierarchyRequest,
  horizon = request.horizon,
): NodeOptions {
  return {
    horizon,
    ...(levels === undefined ? {} : { levels }),
    ...(model === undefined ? {} : { model }),
    ...(seasonLengths === undefined ? {} : { seasonLengths }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(repair === undefined ? {} : { repair }),
  };
}

/** No bound: those of the request are kept coherently later, and cut limits have lost their shape. */
const UNBOUNDED = { minimum: -Number.MAX_VALUE };

/**
 * Forecasts every node by itself, as the common history stood `cut` steps before its end. A leaf that lags is forecast
 * from its own end on; what it missed is estimated by the first steps. Aggregates are forecast from the sums, in which a
 * leaf counts nothing before it began and its gaps are filled by its season. Yields after each node.
 */
export function* forecastNodes(
  alignment: Alignment,
  hierarchy: Hierarchy,
  options: NodeOptions,
  cut = 0,
): Generator<void, BaseNode[]> {
  const leaves: BaseNode[] = [];
  for (const leaf of alignment.leaves) {
    leaves.push(forecastLeaf(alignment, leaf, options, cut));
    yield;
  }
  const aggregates: BaseNode[] = [];
  for (const node of hierarchy.nodes.slice(0, hierarchy.aggregateCount)) {
    const history = sumHistories(node.leaves.map((leaf) => leaves[leaf].history));
    aggregates.push(forecastHistory(alignment, history, alignment.length - cut, options));
    yield;
  }
  return [...aggregates, ...leaves];
}

function forecastLeaf(alignment: Alignment, leaf: AlignedLeaf, options: NodeOptions, cut: number): BaseNode {
  const { start, lag } = leaf;
  const known = trimEnd(leaf.values.slice(0, leaf.values.length - Math.max(0, cut - lag)));
  const missing = alignment.length - cut - start - known.length;
  const { forecast } = forecastHistory(alignment, known, start + known.length, {
    ...options,
    horizon: options.horizon + missing,
  });
  const filled = fillGaps(known, forecast.seasonLengths[0] ?? 1);
  return {
    forecast: dropSteps(forecast, missing),
    history: [...filled, ...forecast.mean.slice(0, missing)],
  };
}

/** `values` end just before the common step `end`; NaN for a gap. */
function forecastHistory(
  { instant, resolution }: Alignment,
  values: readonly number[],
  end: number,
  options: NodeOptions,
): BaseNode {
  const first = end - values.length;
  const observations = values.flatMap((value, i) =>
    Number.isNaN(value) ? [] : [{ at: instant(first + i), value }],
  );
  const forecast = forecastSeries({ ...options, observations, resolution, bounds: UNBOUNDED });
  return { forecast, history: values };
}

/** Histories that end together; each counts nothing before it began. */
function sumHistories(histories: readonly (readonly number[])[]): number[] {
  const length = histories.reduce((max, history) => Math.max(max, history.length), 0);
  const sums = new Array<number>(length).fill(0);
  for (const history of histories) {
    const offset = length - history.length;
    history.forEach((value, i) => {
      sums[offset + i] += value;
    });
  }
  return sums;
}

function trimEnd(values: readonly number[]): readonly number[] {
  return values.slice(0, values.findLastIndex((value) => !Number.isNaN(value)) + 1);
}

function dropSteps(forecast: SeriesForecast, count: number): SeriesForecast {
  return {
    ...forecast,
    at: forecast.at.slice(count),
    mean: forecast.mean.slice(count),
    standardDeviation: forecast.standardDeviation.slice(count),
    intervals: forecast.intervals.map(({ level, lower, upper }) => ({
      level,
      lower: lower.slice(count),
      upper: upper.slice(count),
    })),
  };
}
