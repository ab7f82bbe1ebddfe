import type { DetectorState } from './state.ts';

const POINTS_MIN = 30;
const POINTS_MAX = 600;

/**
 * Points that a detector must have seen before it gives verdicts: two of the shortest season, at least 30 and
 * at most 600.
 */
export function pointsNeeded(state: DetectorState): number {
  const shortest = state.seasons.length === 0 ? 0 : state.seasons[0].location.length;
  return Math.min(POINTS_MAX, Math.max(POINTS_MIN, 2 * shortest));
}
