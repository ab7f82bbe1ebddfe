import { DAY_MS, type Resolution } from '../resolution.ts';
import { type Aggregate, combine } from './aggregate.ts';
import { completeBuckets } from './complete-buckets.ts';
import { fillGaps } from './fill-gaps.ts';
import { inferResolution } from './infer-resolution.ts';
import { type GridPlan, planGrid } from './plan-grid.ts';
import { stepInstants } from './step-instants.ts';
import { stepValues } from './step-values.ts';

/** One reading: `at` in ms UTC, `value` finite. */
export interface Observation {
  at: number;
  value: number;
}

/** How a grid is made, besides its resolution. */
export interface GridOptions {
  /** IANA name of the clock that steps follow. Default UTC. */
  readonly timeZone?: string | undefined;
  /** How readings denser than the resolution become one value of a step. Default `mean`. */
  readonly aggregate?: Aggregate | undefined;
}

/** A series on an equally spaced grid, and what it took to get there. */
export interface RegularSeries {
  /** Instants of the grid, ms UTC, oldest first. */
  at: number[];
  /** One finite value for each instant. */
  y: number[];
  /** True where `y` was filled in. */
  filled: boolean[];
  resolution: Resolution;
  /** False where the resolution was neither given nor could be inferred, so that a day was assumed. */
  resolutionKnown: boolean;
  /** The clock that the steps follow; UTC where the readings keep to that. */
  timeZone: string;
  /** What that clock shows at the first place (see `ZoneClock`). */
  localStart: number;
  /** When the newest step with an observation began: the last of `at`, but where clocks were put back in it. */
  newest: number;
  /** Observations used. */
  observed: number;
  /** Steps without an observation; those that clocks were put forward over do not count. */
  gapsFilled: number;
  /** Observations that shared their instant with another. */
  duplicates: number;
  /** Distinct instants that shared their step with another. */
  merged: number;
  /** How they became one value; null where none did by design, but by the way. */
  aggregate: Aggregate | null;
  /** Distinct instants at either end that were left out, since their bucket is not complete. */
  leftOut: { oldest: number; newest: number };
  /** Observations older than the longest grid that is kept. */
  dropped: number;
}

/** Longest grid kept (its newest part): two readings years apart in a series of seconds must not exhaust memory. */
const GRID_LENGTH_MAX = 200_000;

/**
 * Puts observations (any order) on the grid of `resolution`, inferred where not given. Values that share an instant are
 * averaged. Readings denser than the resolution are aggregated by buckets of the local calendar, and buckets at the ends
 * that are not complete left out; others go to the nearest place, averaged where they share one. Where clocks are put
 * back, the two steps that share a local time are one place, the mean of both; the one that they skip is filled as gaps
 * are, linearly. An empty array gives an empty series.
 *
 * @throws RangeError for a time zone that `Intl` does not know.
 */
export function regularise(
  observations: readonly Observation[],
  resolution?: Resolution,
  { timeZone = 'UTC', aggregate = 'mean' }: GridOptions = {},
): RegularSeries {
  const sorted = [...observations].sort((a, b) => a.at - b.at || a.value - b.value);
  const inferred = resolution ?? inferResolution(sorted.map(({ at }) => at));
  const step: Resolution = inferred ?? { unit: 'millisecond', count: DAY_MS };
  const instants = combine(sorted, ({ at }) => at, 'mean');
  const plan = planGrid(
    instants.map(({ at }) => at),
    step,
    timeZone,
  );
  const kept = plan.buckets ? completeBuckets(instants, plan) : { from: 0, to: instants.length };
  const used = instants.slice(kept.from, kept.to);
  const steps = stepValues(used, plan, plan.buckets ? aggregate : 'mean');
  const places = combine(steps, ({ at }) => at, 'mean');
  const end = places.length > 0 ? places[places.length - 1].at : -1;
  const start = Math.max(places[0]?.at ?? 0, end - GRID_LENGTH_MAX + 1);
  const sparse = new Array<number>(end - start + 1).fill(Number.NaN);
  for (const { at: place, value } of places) if (place >= start) sparse[place - start] = value;
  const filled = sparse.map(Number.isNaN);
  const begins = sparse.map((_, i) => stepInstants(plan, start + i));
  const older = (at: number) => plan.place(plan.clock.local(at)) < start;
  const dropped = start > (places[0]?.at ?? 0) ? sorted.filter(({ at }) => older(at)).length : 0;
  return {
    at: begins.map(([first], i) => first ?? plan.clock.reach(plan.local(start + i))),
    y: fillGaps(sparse, 1),
    filled,
    resolution: step,
    resolutionKnown: inferred !== null,
    timeZone: plan.clock.timeZone,
    localStart: plan.local(start),
    newest: used.length > 0 ? newestStep(used[used.length - 1].at, plan) : Number.NaN,
    observed: sorted.length - dropped,
    gapsFilled: filled.filter((gap, i) => gap && begins[i].length > 0).length,
    duplicates: sorted.length - instants.length,
    merged: kept.to - kept.from - steps.reduce((sum, { readings }) => sum + Math.min(1, readings), 0),
    aggregate: plan.buckets ? aggregate : null,
    leftOut: { oldest: kept.from, newest: instants.length - kept.to },
    dropped,
  };
}

/** When the step of the newest observation began. */
function newestStep(at: number, plan: GridPlan): number {
  const begins = stepInstants(plan, plan.place(plan.clock.local(at)));
  return begins.findLast((begin) => begin <= at) ?? begins[0] ?? at;
}
