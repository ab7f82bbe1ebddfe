import { decadesOf, decadesOfBoth } from '../score.ts';
import {
  createReading,
  createYardstick,
  measure,
  type Reading,
  settleYardstick,
  type YardstickState,
} from './yardstick.ts';

/** Points that the two scales remember: what the mean is like now, and what it has been like. */
const RELATIVE_MEMORY_POINTS = 500;
const ABSOLUTE_MEMORY_POINTS = 5000;
/** One value is known to half a spread, or half a quantum, at best; a mean to that times its weight. */
const FLOOR = 0.5;

/** A moving mean with its two yardsticks. */
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
  z: number;
  size: number;
  /** What the means are compared with, in spreads and in the unit of the series. */
  usualZ: number;
  usualSize: number;
}

/** What a moving mean says of a point: how far it is from what is usual, in spreads and in the unit of the series. */
export interface MovingMeanFinding {
  readonly relative: Reading;
  readonly absolute: Reading;
  /** Both together. */
  decades: number;
}

/** An input to be written into. */
export function createMovingMeanInput(): MovingMeanInput {
  return { z: 0, size: 0, usualZ: 0, usualSize: 0 };
}

/** A finding to be written into. */
export function createMovingMeanFinding(): MovingMeanFinding {
  return { relative: createReading(), absolute: createReading(), decades: 0 };
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
 * scale, and in the unit of the series. `quantum` is the typical small step of the series. Writes into `finding`.
 */
export function observeMovingMean(
  state: MovingMeanState,
  finding: MovingMeanFinding,
  input: MovingMeanInput,
  windowPoints: number,
  quantum: number,
): void {
  const { relative, absolute } = finding;
  const weight = 2 / (windowPoints + 1);
  state.mean += weight * (input.z - state.mean);
  state.size += weight * (input.size - state.size);
  relative.x = state.mean - input.usualZ;
  absolute.x = state.size - input.usualSize;
  relative.floor = FLOOR * weight;
  absolute.floor = FLOOR * weight * quantum;
  measure(state.relative, relative);
  measure(state.absolute, absolute);
  finding.decades = decadesOfBoth(decadesOf(relative.p), decadesOf(absolute.p));
}

/** Takes what was found into both yardsticks. */
export function settleMovingMean(state: MovingMeanState, { relative, absolute }: MovingMeanFinding): void {
  settleYardstick(state.relative, relative, RELATIVE_MEMORY_POINTS);
  settleYardstick(state.absolute, absolute, ABSOLUTE_MEMORY_POINTS);
}

/** Starts the means again from what is usual; the yardsticks stay. */
export function restartMovingMean(state: MovingMeanState): void {
  state.mean = 0;
  state.size = 0;
}
