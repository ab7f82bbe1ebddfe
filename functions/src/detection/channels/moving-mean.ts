import { decadesOf, decadesOfBoth } from '../score.ts';
import { createYardstick, settleYardstick, type YardstickState, yardstickProbability } from './yardstick.ts';

/** Points that the two scales remember: what the mean is like now, and what it has been like. */
const RELATIVE_MEMORY_POINTS = 500;
const ABSOLUTE_MEMORY_POINTS = 5000;
/** One value is known to half a spread, or half a quantum, at best; a mean to that times its weight. */
const FLOOR = 0.5;

/** A moving mean with its two yardsticks. Plain JSON. */
export interface MovingMeanState {
  /** The mean in spreads, and in the unit of the series. */
  mean: number;
  size: number;
  relative: YardstickState;
  absolute: YardstickState;
}

/** What a moving mean is told of a point. */
export interface MovingMeanInput {
  /** The newest value in spreads and in the unit of the series, clipped. */
  readonly z: number;
  readonly size: number;
  /** Typical small step of the series. */
  readonly quantum: number;
  /** What the means are compared with, in spreads and in the unit of the series. */
  readonly usualZ: number;
  readonly usualSize: number;
}

/** What a moving mean says of a point. */
export interface MovingMeanFinding {
  /** How far the means are from what is usual, and how rare that is by the yardstick of each. */
  z: number;
  size: number;
  relativeP: number;
  absoluteP: number;
  floorZ: number;
  floorSize: number;
  /** Both together. */
  decades: number;
}

/** A finding to be written into. */
export function createMovingMeanFinding(): MovingMeanFinding {
  return { z: 0, size: 0, relativeP: 1, absoluteP: 1, floorZ: 0, floorSize: 0, decades: 0 };
}

/** A mean that has seen nothing. */
export function createMovingMean(): MovingMeanState {
  return {
    mean: 0,
    size: 0,
    relative: createYardstick('light', 'relative'),
    absolute: createYardstick('light', 'absolute'),
  };
}

/**
 * Exponentially weighted moving average chart (Roberts 1959), the slow path: many small surprises on one side
 * add up to a large one. Its limits are not the textbook's, which need independent values, but how large this
 * very average has been, so that a series that wanders by nature does not alarm: relative to its present
 * scale, and in the unit of the series. `weight` is that of the newest value. Writes into `finding`.
 */
export function observeMovingMean(
  state: MovingMeanState,
  finding: MovingMeanFinding,
  input: MovingMeanInput,
  weight: number,
): void {
  state.mean += weight * (input.z - state.mean);
  state.size += weight * (input.size - state.size);
  finding.z = state.mean - input.usualZ;
  finding.size = state.size - input.usualSize;
  finding.floorZ = FLOOR * weight;
  finding.floorSize = finding.floorZ * input.quantum;
  finding.relativeP = yardstickProbability(state.relative, finding.z, finding.floorZ);
  finding.absoluteP = yardstickProbability(state.absolute, finding.size, finding.floorSize);
  finding.decades = decadesOfBoth(decadesOf(finding.relativeP), decadesOf(finding.absoluteP));
}

/** Takes what was found into both yardsticks. */
export function settleMovingMean(state: MovingMeanState, finding: MovingMeanFinding): void {
  const { z, size, relativeP, absoluteP, floorZ, floorSize } = finding;
  settleYardstick(state.relative, z, relativeP, floorZ, RELATIVE_MEMORY_POINTS);
  settleYardstick(state.absolute, size, absoluteP, floorSize, ABSOLUTE_MEMORY_POINTS);
}

/** Starts the means again from what is usual; the yardsticks stay. */
export function restartMovingMean(state: MovingMeanState): void {
  state.mean = 0;
  state.size = 0;
}
