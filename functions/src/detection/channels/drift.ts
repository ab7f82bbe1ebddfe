import { clip } from '../math/clip.ts';
import { createScale, type ScaleState, updateScale } from '../math/robust-scale.ts';
import { createTail, recordTail, type TailState, tailProbability } from '../math/tail-model.ts';

const CLIP_Z = 8;
const SCALE_MEMORY_POINTS = 500;
const SETTLING_POINTS = 16;

/** A smoothed statistic with its own scale and tail. Plain JSON. */
export interface DriftState {
  mean: number;
  scale: ScaleState;
  tail: TailState;
}

/** A statistic that has seen nothing. */
export function createDrift(): DriftState {
  return { mean: 0, scale: createScale(), tail: createTail('light') };
}

/**
 * Exponentially weighted moving average chart (Roberts 1959) of standardised values, the slow path: many
 * small surprises on one side add up to a large one. Its limits are not the textbook's, which need
 * independent values, but the average's own scale and tail frequencies, so that a series that wanders by
 * nature does not alarm.
 *
 * `z` is standardised and clipped at ±8; `points` is the length of the window. Returns how far out the
 * average is, in its own scale; `driftProbability` says how rare that is, `settleDrift` counts it afterwards.
 */
export function observeDrift(state: DriftState, z: number, points: number): number {
  state.mean += (2 / (points + 1)) * (clip(z, CLIP_Z) - state.mean);
  return state.scale.s > 0 ? state.mean / state.scale.s : 0;
}

/** Tail probability of a position that `observeDrift` returned. */
export function driftProbability(state: DriftState, position: number): number {
  return tailProbability(state.tail, position);
}

/** Takes the newest average into scale and tail. */
export function settleDrift(state: DriftState, position: number, p: number): void {
  if (state.scale.n >= SETTLING_POINTS) recordTail(state.tail, position, p);
  updateScale(state.scale, state.mean, 0, SCALE_MEMORY_POINTS);
}
