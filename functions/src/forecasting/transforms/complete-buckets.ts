import { quantile } from '../numerics/statistics.ts';
import type { GridPlan } from './plan-grid.ts';

/** Distances at either end that tell how often readings come there, and which of them counts: most are no longer. */
const DISTANCES = 12;
const USUAL = 0.75;
/** A bucket may begin before its first reading, or end after its last, by as many of these distances. */
const SLACK = 1.5;

/**
 * The range of `instants` (ascending, ms UTC) in buckets of the plan that are complete: readings stop too early before the
 * end of the newest one while it is still going on, and begin too late in the oldest. Where only one bucket is left it
 * stays, complete or not.
 */
export function completeBuckets(
  instants: readonly { readonly at: number }[],
  plan: GridPlan,
): { from: number; to: number } {
  const { clock, place, local } = plan;
  const places = instants.map(({ at }) => place(clock.local(at)));
  const n = instants.length;
  const [first, last] = [places[0], places[n - 1]];
  if (first === last) return { from: 0, to: n };
  const distances = instants.slice(1).map(({ at }, i) => at - instants[i].at);
  const slackOf = (some: readonly number[]) => SLACK * quantile(some, USUAL);
  const ends = instants[n - 1].at + slackOf(distances.slice(-DISTANCES)) >= clock.reach(local(last + 1));
  const to = ends ? n : places.indexOf(last);
  const begins = instants[0].at - slackOf(distances.slice(0, DISTANCES)) < clock.reach(local(first));
  const from = begins || places[to - 1] === first ? 0 : places.findIndex((one) => one > first);
  return { from, to };
}
