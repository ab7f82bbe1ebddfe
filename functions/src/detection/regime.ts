import type { Finding } from './channels/channels.ts';
import { restartMovingMean } from './channels/moving-mean.ts';
import { driftPoints } from './channels/windows.ts';
import { restartHabits } from './habits.ts';
import type { Model } from './model.ts';
import type { DetectorState } from './state.ts';

/**
 * Tail probability of the slow path below which the series counts as shifted; sensitivity has no say in what
 * is learnt.
 */
const SHIFTED = 1e-4;
/**
 * A shift is accepted when it has lasted this many windows of the slow path, or one season with at most so
 * many points.
 */
const WINDOWS = 4;
const SEASON_POINTS_MAX = 96;

/**
 * Accepts a new regime: when the slow path has stayed out on one side for long enough, the long-run level
 * moves by the mean distance of that time at once, instead of creeping there in clipped steps. `distance` is
 * value less baseline.
 */
export function followRegime(state: DetectorState, model: Model, finding: Finding, distance: number): void {
  const side = finding.drift.relative.p <= SHIFTED ? Math.sign(finding.drift.relative.x) : 0;
  if (side === 0 || side !== Math.sign(state.shiftRun)) {
    state.shiftRun = 0;
    state.shiftMean = 0;
  }
  if (side === 0) return;
  state.shiftRun += side;
  const run = Math.abs(state.shiftRun);
  state.shiftMean += (distance - state.shiftMean) / run;
  if (run < patiencePoints(state)) return;
  model.moveBaselineBy(state.shiftMean);
  restartMovingMean(state.drift);
  restartMovingMean(state.tide);
  restartHabits(state);
  state.shiftRun = 0;
  state.shiftMean = 0;
}

function patiencePoints(state: DetectorState): number {
  const season = state.seasons.length === 0 ? 0 : state.seasons[0].location.length;
  return Math.max(WINDOWS * driftPoints(state.resolutionMs), Math.min(season, SEASON_POINTS_MAX));
}
