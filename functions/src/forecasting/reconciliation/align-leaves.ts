import type { Resolution } from '../resolution.ts';
import { type RegularSeries, regularise } from '../transforms/regularise.ts';
import { type CommonGrid, commonGrid } from './common-grid.ts';
import { commonResolution } from './common-resolution.ts';
import type { HierarchyRequest } from './hierarchy-request.ts';

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

/**
 * Puts leaves on the grid of one resolution (that of the request, else `commonResolution`), with the phase of the leaf
 * that has the most values. A finer leaf is aggregated over whole steps (see `regularise`). The common history ends where at least half of the leaves have a value; a leaf that ended longer ago than the horizon (and ten
 * steps) is left out, as is one without a value. Undefined where none is left.
 */
export function alignLeaves(request: HierarchyRequest): Alignment | undefined {
  const { leaves, resolution: given, horizon, timeZone } = request;
  const own = leaves.map(({ observations }) => regularise(observations, undefined, { timeZone }));
  const seen = own.filter(({ at }) => at.length > 0);
  if (seen.length === 0) return undefined;
  const resolution = given ?? commonResolution(seen);
  const grid = commonGrid(leaves, own, resolution, timeZone);
  const stepped = leaves.map(({ observations, aggregate = request.aggregate ?? 'sum' }) =>
    regularise(observations, resolution, { timeZone, aggregate }),
  );
  const placed = stepped.map((series) => placeValues(series, grid));
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
      aggregated: stepped[leaf].aggregate !== null,
      cut,
    })),
    leftOut,
    instant: (step) => grid.instant(origin + step),
  };
}

/** Values of a leaf by place; gaps have none. */
function placeValues({ at, y, filled }: RegularSeries, grid: CommonGrid): Map<number, number> {
  const values = new Map<number, number>();
  at.forEach((instant, i) => {
    if (!filled[i]) values.set(grid.place(instant), y[i]);
  });
  return values;
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
