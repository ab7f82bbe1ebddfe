import type { DetectorState } from './state.ts';

const POINTS_MIN = 30;

/**
 * Points that a detector must have seen before it gives verdicts: one of the shortest season, at least 30.
 */
export function pointsNeeded(state: DetectorState): number {
  const shortest = state.seasons.length === 0 ? 0 : state.seasons[0].location.length;
  return Math.max(POINTS_MIN, shortest);
}

/** Longest seasons after which all experts have learnt their lesson. */
const LESSON_SEASONS = 2;

/** Points after which surprises are no longer those of experts that are still learning; null where there is no season. */
export function lessonPoints({ seasons, resolutionMs }: DetectorState): number | null {
  const longest = seasons.at(-1);
  if (longest === undefined || resolutionMs === null) return null;
  return Math.round((LESSON_SEASONS * longest.periodMs) / resolutionMs);
}
