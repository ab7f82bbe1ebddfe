import type { Resolution } from '../resolution.ts';
import { DAY_MS } from '../resolution.ts';
import { addSteps, monthNumber } from './add-steps.ts';
import { fillGaps } from './fill-gaps.ts';
import { inferResolution } from './infer-resolution.ts';

/** One reading: `at` in ms UTC, `value` finite. */
export interface Observation {
  at: number;
  value: number;
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
  /** Observations used. */
  observed: number;
  gapsFilled: number;
  /** Observations that shared their instant with another. */
  duplicates: number;
  /** Distinct instants that shared their place on the grid with another. */
  merged: number;
  /** Observations older than the longest grid that is kept. */
  dropped: number;
}

/** Longest grid kept (its newest part): two readings years apart in a series of seconds must not exhaust memory. */
const GRID_LENGTH_MAX = 200_000;

/**
 * Puts observations (any order) on the grid of `resolution`, inferred where not given. Values that share an instant or a
 * place are averaged; gaps are filled linearly. Where at least half of the instants sit at the same phase of the
 * resolution, that is the grid and others go to the nearest place; otherwise the grid is aligned to UTC and each place
 * holds the mean of what fell within. An empty array gives an empty series.
 */
export function regularise(observations: readonly Observation[], resolution?: Resolution): RegularSeries {
  const sorted = [...observations].sort((a, b) => a.at - b.at || a.value - b.value);
  const inferred = resolution ?? inferResolution(sorted.map(({ at }) => at));
  const step: Resolution = inferred ?? { unit: 'millisecond', count: DAY_MS };
  const instants = averageNeighbours(sorted, (at) => at);
  const grid = gridOf(instants, step);
  const places = averageNeighbours(instants, grid.place);
  const end = places.length > 0 ? places[places.length - 1].at : -1;
  const start = Math.max(places[0]?.at ?? 0, end - GRID_LENGTH_MAX + 1);
  const sparse = new Array<number>(end - start + 1).fill(Number.NaN);
  for (const { at: place, value } of places) if (place >= start) sparse[place - start] = value;
  const filled = sparse.map(Number.isNaN);
  const dropped = start > (places[0]?.at ?? 0) ? sorted.filter(({ at }) => grid.place(at) < start).length : 0;
  return {
    at: sparse.map((_, i) => grid.instant(start + i)),
    y: fillGaps(sparse, 1),
    filled,
    resolution: step,
    resolutionKnown: inferred !== null,
    observed: sorted.length - dropped,
    gapsFilled: filled.filter(Boolean).length,
    duplicates: sorted.length - instants.length,
    merged: instants.length - places.length,
    dropped,
  };
}

/** Places of an equally spaced grid: of the instant `at` (ms UTC), and back. */
export interface Grid {
  place(at: number): number;
  instant(place: number): number;
}

/** The grid of `resolution` on which `instants` (ascending, their values unread) lie best; see `regularise`. */
export function gridOf(instants: readonly Observation[], resolution: Resolution): Grid {
  const origin = instants[0]?.at ?? 0;
  const { count } = resolution;
  if (resolution.unit === 'month') {
    const first = monthNumber(origin);
    return {
      place: (at) => Math.floor((monthNumber(at) - first) / count),
      instant: (place) => addSteps(origin, resolution, place),
    };
  }
  const phase = commonPhase(instants, count);
  if (phase === undefined) {
    return { place: (at) => Math.floor(at / count), instant: (place) => place * count };
  }
  return { place: (at) => Math.round((at - phase) / count), instant: (place) => phase + place * count };
}

function commonPhase(instants: readonly Observation[], count: number): number | undefined {
  const counts = new Map<number, number>();
  for (const { at } of instants) {
    const phase = ((at % count) + count) % count;
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  for (const [phase, times] of counts) if (2 * times >= instants.length) return phase;
  return undefined;
}

/** Means of the values that share a key, with the key as `at`. Keys must ascend with the observations. */
function averageNeighbours(observations: readonly Observation[], key: (at: number) => number): Observation[] {
  const means: Observation[] = [];
  let count = 0;
  for (const { at, value } of observations) {
    const last = means[means.length - 1];
    if (last?.at === key(at)) {
      count++;
      last.value += (value - last.value) / count;
    } else {
      means.push({ at: key(at), value });
      count = 1;
    }
  }
  return means;
}
