import { createTail, recordTail, type TailState, tailProbability } from '../math/tail-model.ts';

/** Pseudo-points of the prior of how often a run begins. */
const PRIOR_STARTS = 1;
const PRIOR_STEPS = 2;
/** Memory of the mean length of runs, in runs, and of the frequency of their beginnings, in points. */
const RUNS = 50;
const MEMORY_POINTS = 8192;
/** A run but the first counts towards the mean length with at most so many means. */
const CLIP_MEANS = 4;
/** A run as long as this is the new normal, and is counted although it has not ended. */
const RUN_POINTS_MAX = 1000;

/** How values repeat. */
export interface FlatLineState {
  /** Repeats in the current run of equal values. */
  run: number;
  /** Comparisons outside runs, and repeats among them: how often a run begins. */
  steps: number;
  starts: number;
  /** Finished runs: how many, their mean length, and the tail of their lengths relative to it. */
  runs: number;
  mean: number;
  tail: TailState;
}

/** A state that has compared nothing. */
export function createFlatLine(): FlatLineState {
  return { run: 0, steps: 0, starts: 0, runs: 0, mean: 1, tail: createTail('heavy', 1) };
}

/**
 * Probability of a run of equal values as long as the current one, this point included: how often runs begin
 * (beta prior) times how often they become so long, relative to their mean (the tail model, for runs of idle
 * hours are heavy-tailed). `same` tells whether the value equals the one before. 1 where there is no run;
 * near 1 for a series that hardly ever changes.
 */
export function flatLineProbability(state: FlatLineState, same: boolean): number {
  if (!same) return 1;
  const begin = (state.starts + PRIOR_STARTS) / (state.steps + PRIOR_STEPS);
  return begin * tailProbability(state.tail, (state.run + 1) / state.mean, 1);
}

/** Counts the comparison. A run counts when it ends, so that it does not make itself likely. */
export function settleFlatLine(state: FlatLineState, same: boolean): void {
  if (state.run === 0) countStep(state, same);
  if (same) state.run += 1;
  if (state.run > 0 && (!same || state.run >= RUN_POINTS_MAX)) endRun(state);
}

function countStep(state: FlatLineState, same: boolean): void {
  state.steps += 1;
  if (same) state.starts += 1;
  if (state.steps < MEMORY_POINTS) return;
  state.steps /= 2;
  state.starts /= 2;
}

function endRun(state: FlatLineState): void {
  const length = state.run / state.mean;
  recordTail(state.tail, length, tailProbability(state.tail, length, 1), 1);
  const counted = state.runs === 0 ? state.run : Math.min(state.run, CLIP_MEANS * state.mean);
  state.runs = Math.min(RUNS, state.runs + 1);
  state.mean += (counted - state.mean) / state.runs;
  state.run = 0;
}
