import { driftPoints, tidePoints } from './channels/windows.ts';
import type { DetectorState } from './state.ts';

/** Values over a window and what was usual of them, as means. Plain JSON. */
export interface WindowMeans {
  /** Points taken in, at most those of the window. */
  points: number;
  /** Means of the values and of the centres of the long-run baseline, less the origin. */
  value: number;
  usual: number;
}

/** What is remembered of a series only to speak of it: no verdict hangs on it. Plain JSON. */
export interface HabitsState {
  /** Whether all values so far were whole numbers, and whether none was below 0. */
  whole: boolean;
  nonNegative: boolean;
  /** The run of equal values that the newest point is part of: its first instant, and its points. */
  runAt: number;
  runPoints: number;
  /** The longest run that has ended, in points, and the longest distance of two points. */
  longestRunPoints: number;
  longestGapMs: number;
  /** The windows of the slow path. */
  short: WindowMeans;
  long: WindowMeans;
}

/** What is known of a series before its first point. */
export function createHabits(): HabitsState {
  return {
    whole: true,
    nonNegative: true,
    runAt: 0,
    runPoints: 0,
    longestRunPoints: 0,
    longestGapMs: 0,
    short: createMeans(),
    long: createMeans(),
  };
}

/**
 * Takes a point in, before it is judged: a band that is said never leaves out a value that has come. `y` is the value
 * less the origin, `usual` the centre of the baseline by which it was measured.
 *
 * Both means of a window are exponentially weighted, as those of the slow path (plain ones until it is full), but of
 * values as they came: the slow path clips them, and its mean would be no mean to a reader.
 */
export function observeHabits(
  state: DetectorState,
  at: number,
  value: number,
  y: number,
  usual: number,
): void {
  const { habits } = state;
  if (habits.whole && !Number.isInteger(value)) habits.whole = false;
  if (value < 0) habits.nonNegative = false;
  if (state.lastAt === null || y !== state.lastValue) {
    habits.longestRunPoints = Math.max(habits.longestRunPoints, habits.runPoints);
    habits.runAt = at;
    habits.runPoints = 0;
  }
  habits.runPoints += 1;
  follow(habits.short, driftPoints(state.resolutionMs), y, usual);
  follow(habits.long, tidePoints(state), y, usual);
}

/** Takes the distance to the point before in, when the point has been judged. */
export function settleHabits({ habits }: DetectorState, distanceMs: number): void {
  habits.longestGapMs = Math.max(habits.longestGapMs, distanceMs);
}

/** Starts the means again, as the slow path does when it accepts a new regime. */
export function restartHabits({ habits }: DetectorState): void {
  habits.short = createMeans();
  habits.long = createMeans();
}

function createMeans(): WindowMeans {
  return { points: 0, value: 0, usual: 0 };
}

function follow(means: WindowMeans, windowPoints: number, y: number, usual: number): void {
  means.points = Math.min(windowPoints, means.points + 1);
  const weight = Math.max(2 / (windowPoints + 1), 1 / means.points);
  means.value += weight * (y - means.value);
  means.usual += weight * (usual - means.usual);
}
