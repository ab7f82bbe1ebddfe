import { createScale, type ScaleState, updateScale } from '../math/robust-scale.ts';
import { createTail, recordTail, type TailState, tailProbability } from '../math/tail-model.ts';

/** Values that a scale must have seen before anything is measured by it. */
const SETTLING_POINTS = 16;

/** A scale of what a statistic usually is, and how often it was how large. */
export interface YardstickState {
  sort: 'absolute' | 'relative';
  scale: ScaleState;
  tail: TailState;
}

/**
 * A yardstick of sizes in their own unit (`absolute`: counts in a unit that never changes, so that it
 * remembers how large the statistic has ever been) or in scales (`relative`: how large it is for its present
 * size).
 */
export function createYardstick(prior: TailState['prior'], sort: YardstickState['sort']): YardstickState {
  return { sort, scale: createScale(), tail: createTail(prior, sort === 'relative' ? 1 : 0) };
}

/** What a yardstick is asked of a statistic, and what it answers. Written into, since there are seven a point. */
export interface Reading {
  /** The statistic, and the least scale that is worth telling from zero. */
  x: number;
  floor: number;
  /** Its tail probability. */
  p: number;
}

/** A reading to be written into. */
export function createReading(): Reading {
  return { x: 0, floor: 0, p: 1 };
}

/** Finds the tail probability of a reading; 1 while the scale settles. */
export function measure({ sort, scale, tail }: YardstickState, reading: Reading): void {
  const s = Math.max(scale.s, reading.floor);
  const relative = sort === 'relative';
  reading.p =
    scale.n < SETTLING_POINTS || s === 0
      ? 1
      : tailProbability(tail, relative ? reading.x / s : reading.x, relative ? 1 : s);
}

/** Takes a reading in. The scale remembers `memory` points. */
export function settleYardstick(
  { sort, scale, tail }: YardstickState,
  reading: Reading,
  memory: number,
): void {
  const { x, floor, p } = reading;
  const s = Math.max(scale.s, floor);
  const relative = sort === 'relative';
  if (scale.n >= SETTLING_POINTS && s > 0) recordTail(tail, relative ? x / s : x, p, relative ? 1 : s);
  updateScale(scale, x, floor, memory);
}
