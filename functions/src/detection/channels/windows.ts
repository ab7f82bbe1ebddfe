import type { DetectorState } from '../state.ts';

/** The slow path looks at the points of this span, but at no fewer and no more than these. */
const DRIFT_SPAN_MS = 45 * 60_000;
const DRIFT_POINTS_MIN = 5;
const DRIFT_POINTS_MAX = 45;

/** Length of the slow path's short window in points: 45 minutes' worth, within 5 and 45. */
export function driftPoints(resolutionMs: number | null): number {
  const points = resolutionMs === null ? 0 : Math.round(DRIFT_SPAN_MS / resolutionMs);
  return Math.min(DRIFT_POINTS_MAX, Math.max(DRIFT_POINTS_MIN, points));
}

/**
 * Length of the slow path's long window in points: the shortest season, at least four short windows; eight of
 * them where there is no season.
 */
export function tidePoints(state: DetectorState): number {
  const short = driftPoints(state.resolutionMs);
  return state.seasons.length === 0 ? 8 * short : Math.max(4 * short, state.seasons[0].location.length);
}
