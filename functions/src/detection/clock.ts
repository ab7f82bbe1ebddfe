import type { DetectorState } from './state.ts';

/** Distances from which a resolution is inferred. */
const DISTANCES = 16;

/**
 * Settles the resolution of a series: the given one at once, else the median of its first sixteen distances.
 * Returns whether this distance settled it. `distanceMs` > 0.
 */
export function settleResolution(state: DetectorState, distanceMs: number): boolean {
  if (state.resolutionMs !== null) return false;
  if (state.options.resolutionMs !== null) {
    state.resolutionMs = state.options.resolutionMs;
    return true;
  }
  state.distances.push(distanceMs);
  if (state.distances.length < DISTANCES) return false;
  state.distances.sort((a, b) => a - b);
  state.resolutionMs = state.distances[DISTANCES / 2];
  state.distances = [];
  return true;
}
