import { createScale, type ScaleState, updateScale } from '../math/robust-scale.ts';
import { createTail, recordTail, type TailState, tailProbability } from '../math/tail-model.ts';

/** Values that a scale must have seen before anything is measured by it. */
const SETTLING_POINTS = 16;

/** A scale of what a statistic usually is, and how often it was how large. Plain JSON. */
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

/** Tail probability of `x`; 1 while the scale settles. `floor` is the least scale worth telling from zero. */
export function yardstickProbability(
  { sort, scale, tail }: YardstickState,
  x: number,
  floor: number,
): number {
  if (scale.n < SETTLING_POINTS) return 1;
  const s = Math.max(scale.s, floor);
  if (s === 0) return 1;
  const relative = sort === 'relative';
  return tailProbability(tail, relative ? x / s : x, relative ? 1 : s);
}

/** Takes `x` in, `p` being the tail probability that it had. The scale remembers `memory` points. */
export function settleYardstick(
  { sort, scale, tail }: YardstickState,
  x: number,
  p: number,
  floor: number,
  memory: number,
): void {
  const s = Math.max(scale.s, floor);
  const relative = sort === 'relative';
  if (scale.n >= SETTLING_POINTS && s > 0) recordTail(tail, relative ? x / s : x, p, relative ? 1 : s);
  updateScale(scale, x, floor, memory);
}
