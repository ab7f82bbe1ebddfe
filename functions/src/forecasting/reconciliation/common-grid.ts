import type { Resolution } from '../resolution.ts';
import { planGrid } from '../transforms/plan-grid.ts';
import type { RegularSeries } from '../transforms/regularise.ts';
import { stepInstants } from '../transforms/step-instants.ts';
import { stepLength } from './common-resolution.ts';
import type { HierarchyLeaf } from './hierarchy-request.ts';

/** Places of a grid by number, and back to when each begins, ms UTC. */
export interface CommonGrid {
  place(at: number): number;
  instant(place: number): number;
}

/** Step lengths that differ by less are one resolution. */
const FINER_SHARE = 0.75;

/**
 * The grid, on the wall clock of `timeZone`, that suits the leaf with the most values among those that are not finer than
 * the resolution; where all are finer, the calendar's.
 */
export function commonGrid(
  leaves: readonly HierarchyLeaf[],
  own: readonly RegularSeries[],
  resolution: Resolution,
  timeZone: string | undefined,
): CommonGrid {
  const isFiner = (series: RegularSeries) =>
    series.resolutionKnown && stepLength(series.resolution) < FINER_SHARE * stepLength(resolution);
  const seen = leaves
    .map((leaf, i) => ({ leaf, series: own[i] }))
    .filter(({ series }) => series.at.length > 0);
  const fitting = seen.filter(({ series }) => !isFiner(series));
  const longest = (fitting.length > 0 ? fitting : seen).reduce((most, one) =>
    one.leaf.observations.length > most.leaf.observations.length ? one : most,
  );
  const instants = [...new Set(longest.leaf.observations.map(({ at }) => at))].sort((a, b) => a - b);
  const plan = planGrid(instants, resolution, timeZone);
  return {
    place: (at) => plan.place(plan.clock.local(at)),
    instant: (place) => stepInstants(plan, place)[0] ?? plan.clock.reach(plan.local(place)),
  };
}
