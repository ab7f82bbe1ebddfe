import type { Pool } from '../experts/pool.ts';
import { clip } from '../math/clip.ts';
import { fadeTail, recordTail, tailProbability } from '../math/tail-model.ts';
import { decadesOf } from '../score.ts';
import type { DetectorState } from '../state.ts';
import type { AnomalyKind } from '../types.ts';
import { pointsNeeded } from '../warm-up.ts';
import { flatLineProbability, settleFlatLine } from './flat-line.ts';
import {
  createMovingMeanFinding,
  createMovingMeanInput,
  type MovingMeanFinding,
  type MovingMeanInput,
  observeMovingMean,
  settleMovingMean,
} from './moving-mean.ts';
import { createRowFinding, observeRow, type RowFinding, settleRow } from './row.ts';
import { driftPoints, tidePoints } from './windows.ts';

/** A surprise counts in a moving mean with at most so many spreads. */
const CLIP_SPREADS = 8;
/** In the size of surprises with fewer: one spike must not look like many. */
const SWELL_CLIP_SPREADS = 4;
/** Points over which the usual size of surprises is measured. */
const USUAL_POINTS = 2000;
/** Decades that a flat line must have beyond others: runs of equal values have many harmless causes. */
const FLAT_LINE_DECADES = 1.75;
/** Longer holes are told apart no further: what is stored must be finite. */
const STEPS_MAX = 1e300;
/** Part of the mean that the newest value must be out by itself. */
const ECHO_PART = 0.25;
/** Without a row that was this surprising, in spreads, within the long window, a level has not shifted but crept. */
const JOLT_SPREADS = 3.5;

/** What the channels found in one point. */
export interface Finding {
  readonly row: RowFinding;
  readonly drift: MovingMeanFinding;
  readonly tide: MovingMeanFinding;
  readonly swell: MovingMeanFinding;
  /** What the means were told: drift and tide the level, swell the size of the surprise. */
  readonly level: MovingMeanInput;
  readonly size: MovingMeanInput;
  /** Decades and kind of the channel that is surprised most. */
  decades: number;
  kind: AnomalyKind;
  /** Length in points of its window; 1 for the row. */
  windowPoints: number;
  /** Decades of a run of equal values, and of a hole before the point. */
  flatLineDecades: number;
  gapDecades: number;
  /**
   * Distance to the previous point in steps of the resolution, its tail probability, and whether the value
   * repeats.
   */
  steps: number;
  stepsP: number;
  same: boolean;
}

/** A finding to be written into. */
export function createFinding(): Finding {
  return {
    row: createRowFinding(),
    drift: createMovingMeanFinding(),
    tide: createMovingMeanFinding(),
    swell: createMovingMeanFinding(),
    level: createMovingMeanInput(),
    size: createMovingMeanInput(),
    decades: 0,
    kind: 'spike',
    windowPoints: 1,
    flatLineDecades: 0,
    gapDecades: 0,
    steps: 1,
    stepsP: 1,
    same: false,
  };
}

/** What a point is measured by. */
export interface Measure {
  readonly all: Pool;
  readonly baseline: Pool;
}

/**
 * Measures one point in every channel and writes what they find into `finding`. `y` is the value less the origin;
 * `measure` are predictions for the instant `at`, `own` those without a forecast; `certain` tells that a forecast was
 * certain of this value, which then is no flat line.
 *
 * The row looks at this value alone, drift at the level of the last hour or so, tide at that of a season, swell
 * at the size of surprises over a season.
 */
export function inspect(
  state: DetectorState,
  finding: Finding,
  y: number,
  at: number,
  measure: Measure,
  own: Measure = measure,
  certain = false,
): void {
  const { quantum } = state;
  const { all, baseline } = measure;
  const { level, size } = finding;
  const residual = nearer(y - all.centre, y - own.all.centre);
  observeRow(state.row, finding.row, ratio(y - all.centre, all.spread), residual, quantum);
  const distance = distanceIn(baseline, y);
  const short = driftPoints(state.resolutionMs);
  const long = tidePoints(state);
  level.z = distance;
  level.size = nearer(distance * baseline.spread, distanceIn(own.baseline, y) * own.baseline.spread);
  observeMovingMean(state.drift, finding.drift, level, short, quantum);
  observeMovingMean(state.tide, finding.tide, level, long, quantum);
  const surprise = Math.abs(finding.row.relative.x);
  size.z = Math.min(SWELL_CLIP_SPREADS, surprise);
  size.size = Math.min(SWELL_CLIP_SPREADS * own.all.spread, Math.abs(residual));
  followUsual(state, size.z, size.size);
  size.usualZ = state.usualZ;
  size.usualSize = state.usualSize;
  observeMovingMean(state.swell, finding.swell, size, long, quantum);
  followJolt(state, surprise, long);
  finding.decades = 0;
  finding.kind = finding.row.relative.x < 0 ? 'dip' : 'spike';
  finding.windowPoints = 1;
  finding.steps = stepsSince(state, at);
  finding.same = y === state.lastValue && state.lastAt !== null;
  finding.stepsP = finding.steps > 1 ? tailProbability(state.gap, finding.steps - 1, 1) : 1;
  finding.gapDecades = decadesOf(finding.stepsP);
  finding.flatLineDecades = 0;
  if (quantum === 0) considerFirstChange(finding, state);
  else considerChannels(finding, state, distance, short, long);
  if (quantum > 0 && !certain) considerFlatLine(finding, state);
}

function considerChannels(
  finding: Finding,
  state: DetectorState,
  distance: number,
  short: number,
  long: number,
): void {
  const moved = state.jolt < JOLT_SPREADS ? 'trend-change' : 'level-shift';
  consider(finding, finding.row.decades, finding.kind, 1);
  if (isThere(distance, finding.drift.relative.x)) consider(finding, finding.drift.decades, moved, short);
  if (isThere(distance, finding.tide.relative.x)) consider(finding, finding.tide.decades, moved, long);
  consider(finding, finding.swell.decades, 'variance-change', long);
}

/** A mean stays out for a while after the values have come back; that is an echo, not news. */
const isThere = (distance: number, mean: number): boolean =>
  distance * Math.sign(mean) >= ECHO_PART * Math.abs(mean);

function considerFlatLine(finding: Finding, state: DetectorState): void {
  const decades = decadesOf(flatLineProbability(state.flatLine, finding.same));
  finding.flatLineDecades = Math.max(0, decades - FLAT_LINE_DECADES);
}

/**
 * A series that has never changed gives nothing to measure by. That it changes now, after n equal points, is
 * taken to have probability 1 / (n + 1)²: the rule of succession for the change, and again for its having a
 * cause.
 */
function considerFirstChange(finding: Finding, state: DetectorState): void {
  if (!finding.same) consider(finding, decadesOf((state.seen + 1) ** -2), 'unseen-pattern', 1);
}

function consider(finding: Finding, decades: number, kind: AnomalyKind, windowPoints: number): void {
  if (decades <= finding.decades) return;
  finding.decades = decades;
  finding.kind = kind;
  finding.windowPoints = windowPoints;
}

/** Takes a point into the memory of every channel. */
export function settle(state: DetectorState, finding: Finding): void {
  settleRow(state.row, finding.row, state.seen, pointsNeeded(state));
  settleMovingMean(state.drift, finding.drift);
  settleMovingMean(state.tide, finding.tide);
  settleMovingMean(state.swell, finding.swell);
  settleFlatLine(state.flatLine, finding.same);
  if (state.resolutionMs !== null) recordTail(state.gap, Math.max(0, finding.steps - 1), finding.stepsP, 1);
}

/** Forgets how large surprises have been in the unit of the series: they were those of experts that knew no season. */
export function forgetSizes({ row, drift, tide, swell }: DetectorState): void {
  for (const { absolute } of [row, drift, tide, swell]) fadeTail(absolute.tail);
}

function followUsual(state: DetectorState, surprise: number, size: number): void {
  const weight = Math.max(1 / (state.seen + 1), 1 / USUAL_POINTS);
  state.usualZ += weight * (surprise - state.usualZ);
  state.usualSize += weight * (size - state.usualSize);
}

/** The largest surprise of the last window, or of the time since the last one that was larger than it is now. */
function followJolt(state: DetectorState, size: number, windowPoints: number): void {
  state.joltAge += 1;
  if (size < state.jolt && state.joltAge <= windowPoints) return;
  state.jolt = size;
  state.joltAge = 0;
}

function stepsSince(state: DetectorState, at: number): number {
  if (state.lastAt === null || state.resolutionMs === null) return 1;
  return Math.min((at - state.lastAt) / state.resolutionMs, STEPS_MAX);
}

/** Distance of a value from what is expected, in spreads and clipped. */
const distanceIn = ({ centre, spread }: Pool, y: number): number =>
  clip(ratio(y - centre, spread), CLIP_SPREADS);

/** In the unit of the series a vague forecast is no excuse: of two distances the smaller one counts. */
const nearer = (a: number, b: number): number => (Math.abs(a) <= Math.abs(b) ? a : b);

/** 0 / 0 is no surprise; anything else over 0 is an endless one. */
const ratio = (distance: number, spread: number): number => (distance === 0 ? 0 : distance / spread);
