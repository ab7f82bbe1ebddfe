import { type Observation, type RegularSeries, regularise } from '../transforms/regularise.ts';
import type { Regressor } from './regression-request.ts';

/**
 * `count` values of a regressor from place `start` of the grid of the observations: put there as the observations are
 * (averaged where they share a place, interpolated in gaps), then its future. NaN before its first, as a lag needs.
 */
export function regressorValues(
  { history, future = [] }: Regressor,
  observations: readonly Observation[],
  grid: RegularSeries,
  start: number,
  count: number,
): number[] {
  const beside = observations.map(({ at }, i) => ({ at, value: history[i] }));
  const { at, y } = regularise(beside, grid.resolution, { timeZone: grid.timeZone });
  const first = Math.max(0, at.indexOf(grid.at[0]));
  const known = [...y.slice(first, first + grid.at.length), ...future];
  return Array.from({ length: count }, (_, i) => known[start + i] ?? Number.NaN);
}
