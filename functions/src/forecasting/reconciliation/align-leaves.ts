import type { Resolution } from '../resolution.ts';
import { addSteps } from '../transforms/add-steps.ts';
import {
  type Grid,
  gridOf,
  type Observation,
  type RegularSeries,
  regularise,
} from '../transforms/regularise.ts';
import { commonResolution, stepLength } from './common-resolution.ts';
import type { HierarchyLeaf, HierarchyRequest } from './hierarchy-request.ts';

/** A leaf on the common grid. */
export interface AlignedLeaf {
  /** Index into the leaves of the request. */
  readonly leaf: number;
  /** Steps of the common history before its first value. */
  readonly start: number;
  /** From its first value to its last, NaN for a gap. */
  readonly values: readonly number[];
  /** Steps of the common history after its last value. */
  readonly lag: number;
  /** It is finer than the grid, and several of its values became one. */
  readonly aggregated: boolean;
  /** Newer values than the others have, left out. */
  readonly cut: number;
}

/** Why a leaf takes no part. */
export interface LeftOut {
  readonly leaf: number;
  readonly message: string;
}

/** Leaves on one equally spaced grid of `length` steps. */
export interface Alignment {
  readonly resolution: Resolution;
  readonly length: number;
  readonly leaves: readonly AlignedLeaf[];
  readonly leftOut: readonly LeftOut[];
  /** Instant of a step, ms UTC; 0 is the first of the common history, `length` the first to be forecast. */
  instant(step: number): number;
}

/** Steps that a leaf may lag behind, where the horizon is shorter. */
const LAG_MIN = 10;
/** Newest steps kept; models see fewer. */
const LENGTH_MAX = 20_000;
/** Step lengths that differ by less are one resolution. */
const FINER_SHARE = 0.75;

/**
 * Puts leaves on the grid of one resolution (that of the request, else `commonResolution`), with the phase of the leaf
 * that has the most values. A finer leaf is filled on its own grid and summed (or averaged) over whole steps. The common
 * history ends where at least half of the leaves have a value; a leaf that ended longer ago than the horizon (and ten
 * steps) is left out, as is one without a value. Undefined where none is left.
 */
export function alignLeaves({ leaves, resolution: given, horizon }: HierarchyRequest): Alignment | undefined {
  const own = leaves.map(({ observations }) => regularise(observations));
  const seen = own.filter(({ at }) => at.length > 0);
  if (seen.length === 0) return undefined;
  const resolution = given ?? commonResolution(seen);
  const isFiner = (series: RegularSeries) =>
    series.resolutionKnown && stepLength(series.resolution) < FINER_SHARE * stepLength(resolution);
  const grid = commonGrid(leaves, own, resolution, isFiner);
  const placed = leaves.map((leaf, i) =>
    own[i].at.length === 0
      ? new Map<number, number>()
      : isFiner(own[i])
        ? aggregatePlaces(own[i], grid, leaf.aggregate ?? 'sum')
        : averagePlaces(leaf.observations, grid),
  );
  const ends = placed.flatMap((places) => spanOf(places)?.last ?? []).sort((a, b) => a - b);
  if (ends.length === 0) return undefined;
  const end = ends[Math.floor(ends.length / 2)];
  const lagMax = Math.max(horizon, LAG_MIN);
  const oldest = end - LENGTH_MAX + 1;
  const leftOut: LeftOut[] = [];
  const kept = leaves.flatMap((_, leaf) => {
    const span = spanOf(placed[leaf], oldest);
    const last = span && Math.min(span.last, end);
    if (!span || last === undefined || span.first > end) {
      leftOut.push({ leaf, message: 'it has no value in the time of the others' });
      return [];
    }
    if (end - last > lagMax) {
      leftOut.push({ leaf, message: `it ended ${end - last} steps before the others` });
      return [];
    }
    return [{ leaf, first: span.first, last, cut: span.last - last }];
  });
  const origin = kept.reduce((first, one) => Math.min(first, one.first), end);
  return {
    resolution,
    length: end - origin + 1,
    leaves: kept.map(({ leaf, first, last, cut }) => ({
      leaf,
      start: first - origin,
      values: Array.from({ length: last - first + 1 }, (_, i) => placed[leaf].get(first + i) ?? Number.NaN),
      lag: end - last,
      aggregated: isFiner(own[leaf]),
      cut,
    })),
    leftOut,
    instant: (step) => grid.instant(origin + step),
  };
}

/** The grid that suits the leaf with the most values among those of the resolution (among all, where all are finer). */
function commonGrid(
  leaves: readonly HierarchyLeaf[],
  own: readonly RegularSeries[],
  resolution: Resolution,
  isFiner: (series: RegularSeries) => boolean,
): Grid {
  const fitting = leaves.filter((_, i) => own[i].at.length > 0 && !isFiner(own[i]));
  const [reference] = fitting.sort((a, b) => b.observations.length - a.observations.length);
  if (reference)
    return gridOf(
      [...reference.observations].sort((a, b) => a.at - b.at),
      resolution,
    );
  const origin = resolution.unit === 'month' ? startOfMonth(own.flatMap(({ at }) => at.slice(0, 1))) : 0;
  return gridOf([{ at: origin, value: 0 }], resolution);
}

function startOfMonth(instants: readonly number[]): number {
  const earliest = new Date(instants.reduce((first, at) => Math.min(first, at)));
  return Date.UTC(earliest.getUTCFullYear(), earliest.getUTCMonth());
}

function averagePlaces(observations: readonly Observation[], grid: Grid): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { at, value } of observations) {
    const place = grid.place(at);
    const { sum, count } = sums.get(place) ?? { sum: 0, count: 0 };
    sums.set(place, { sum: sum + value, count: count + 1 });
  }
  return new Map([...sums].map(([place, { sum, count }]) => [place, sum / count]));
}

/** A finer series by whole steps of the grid: a step of which it does not hold the beginning or the end has no value. */
function aggregatePlaces(series: RegularSeries, grid: Grid, aggregate: 'sum' | 'mean'): Map<number, number> {
  const { at, y, resolution } = series;
  const stepOf = (instant: number) => {
    const nearest = grid.place(instant);
    return grid.instant(nearest) > instant ? nearest - 1 : nearest;
  };
  const sums = new Map<number, { sum: number; count: number }>();
  at.forEach((instant, i) => {
    const { sum, count } = sums.get(stepOf(instant)) ?? { sum: 0, count: 0 };
    sums.set(stepOf(instant), { sum: sum + y[i], count: count + 1 });
  });
  const partial = [addSteps(at[0], resolution, -1), addSteps(at[at.length - 1], resolution, 1)].map(stepOf);
  for (const place of partial) sums.delete(place);
  return new Map(
    [...sums].map(([place, { sum, count }]) => [place, aggregate === 'sum' ? sum : sum / count]),
  );
}

function spanOf(
  places: ReadonlyMap<number, number>,
  oldest = Number.NEGATIVE_INFINITY,
): { first: number; last: number } | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places.keys()) {
    if (place < oldest) continue;
    first = Math.min(first, place);
    last = Math.max(last, place);
  }
  return first <= last ? { first, last } : undefined;
}
