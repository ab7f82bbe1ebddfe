import type { Pool } from '../experts/pool.ts';
import { recordTail, tailProbability, tailQuantile } from '../math/tail-model.ts';
import type { DetectorState } from '../state.ts';
import type { AnomalyKind } from '../types.ts';
import { driftProbability, observeDrift, settleDrift } from './drift.ts';
import { flatLineProbability, settleFlatLine } from './flat-line.ts';

/**
 * Share of all false alarms that the fast path may cause; the other channels have equal parts of the rest.
 */
const ROW_SHARE = 0.5;
const OTHER_SHARE = 0.125;
/** The slow path looks at the points of this span, but at no fewer and no more than these. */
const DRIFT_SPAN_MS = 45 * 60_000;
const DRIFT_POINTS_MIN = 5;
const DRIFT_POINTS_MAX = 45;
/** Surprises before this point are not counted: scales have not settled. */
const SETTLING_POINTS = 16;

/** What the channels found in one point. */
export interface Finding {
  /** Fused tail probability and the kind of the channel that it comes from. */
  p: number;
  kind: AnomalyKind;
  /**
   * Surprise of the row in spreads, positions of the slow paths in their own scales, and their tail
   * probabilities.
   */
  row: number;
  rowP: number;
  drift: number;
  driftP: number;
  tide: number;
  tideP: number;
  /** Length in points of the window of the slow path that is further out. */
  windowPoints: number;
  /**
   * Distance to the previous point in steps of the resolution, its tail probability, and whether the value
   * repeats.
   */
  steps: number;
  stepsP: number;
  same: boolean;
}

/** Length of the slow path's window in points: 45 minutes' worth, within 5 and 45. */
export function driftPoints(resolutionMs: number | null): number {
  const points = resolutionMs === null ? 0 : Math.round(DRIFT_SPAN_MS / resolutionMs);
  return Math.min(DRIFT_POINTS_MAX, Math.max(DRIFT_POINTS_MIN, points));
}

/**
 * Length of the long slow path's window in points: the shortest season, at least four short windows; eight of
 * them where there is no season.
 */
export function tidePoints(state: DetectorState): number {
  const short = driftPoints(state.resolutionMs);
  return state.seasons.length === 0 ? 8 * short : Math.max(4 * short, state.seasons[0].location.length);
}

/**
 * Measures one point in every channel and fuses them: the probability that any channel would be so far out by
 * chance (the union bound with shares, as in Bonferroni's correction). `y` is the value less the origin; both
 * pools are predictions for the instant `at`; `certain` tells that a forecast was certain of this value, which then is no
 * flat line.
 */
export function inspect(
  state: DetectorState,
  y: number,
  at: number,
  all: Pool,
  baseline: Pool,
  certain = false,
): Finding {
  const row = ratio(y - all.centre, all.spread);
  const distance = ratio(y - baseline.centre, baseline.spread);
  const short = driftPoints(state.resolutionMs);
  const long = tidePoints(state);
  const drift = observeDrift(state.drift, distance, short);
  const tide = observeDrift(state.tide, distance, long);
  const steps = stepsSince(state, at);
  const same = y === state.lastValue && state.lastAt !== null;
  const rowP = tailProbability(state.surprise, row);
  const driftP = driftProbability(state.drift, drift);
  const tideP = driftProbability(state.tide, tide);
  const stepsP = steps > 1 ? tailProbability(state.gap, steps - 1) : 1;
  const finding: Finding = {
    p: 1,
    kind: 'spike',
    row,
    rowP,
    drift,
    driftP,
    tide,
    tideP,
    windowPoints: tideP < driftP ? long : short,
    steps,
    stepsP,
    same,
  };
  if (state.quantum === 0) considerFirstChange(finding, state, same);
  else {
    consider(finding, rowP / ROW_SHARE, row < 0 ? 'dip' : 'spike');
    consider(finding, driftP / OTHER_SHARE, 'level-shift');
    consider(finding, tideP / OTHER_SHARE, 'level-shift');
    if (!certain) consider(finding, flatLineProbability(state.flatLine, same) / OTHER_SHARE, 'flat-line');
  }
  consider(finding, stepsP / OTHER_SHARE, 'missing');
  return finding;
}

/**
 * How far the band reaches on one side of what is expected, in spreads: where the row alone is anomalous at
 * `p`.
 */
export function bandReach(state: DetectorState, side: 'up' | 'down', p: number): number {
  return tailQuantile(state.surprise, side, p * ROW_SHARE);
}

/** Takes a point into the memory of every channel. */
export function settle(state: DetectorState, finding: Finding): void {
  if (state.seen >= SETTLING_POINTS) recordTail(state.surprise, finding.row, finding.rowP);
  settleDrift(state.drift, finding.drift, finding.driftP);
  settleDrift(state.tide, finding.tide, finding.tideP);
  settleFlatLine(state.flatLine, finding.same);
  if (state.resolutionMs !== null) recordTail(state.gap, Math.max(0, finding.steps - 1), finding.stepsP);
}

/**
 * A series that has never changed gives nothing to measure by. That it changes now, after n equal points, is
 * taken to have probability 1 / (n + 1)²: the rule of succession for the change, and again for its having a
 * cause.
 */
function considerFirstChange(finding: Finding, state: DetectorState, same: boolean): void {
  if (!same) consider(finding, (state.seen + 1) ** -2, 'unseen-pattern');
}

function consider(finding: Finding, p: number, kind: AnomalyKind): void {
  if (p >= finding.p) return;
  finding.p = p;
  finding.kind = kind;
}

function stepsSince(state: DetectorState, at: number): number {
  return state.lastAt === null || state.resolutionMs === null ? 1 : (at - state.lastAt) / state.resolutionMs;
}

/** 0 / 0 is no surprise; anything else over 0 is an endless one. */
function ratio(distance: number, spread: number): number {
  return distance === 0 ? 0 : distance / spread;
}
