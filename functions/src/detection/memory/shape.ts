import { clip } from '../math/clip.ts';

/** Ends of the bands of lags over which means are taken, in points back: 1, 1, 2, 4 and 16 points. */
const ENDS = [1, 2, 4, 8, 24];
const SIZE = ENDS.length;
const PAST_POINTS = ENDS[SIZE - 1];
const TRIANGLE = (SIZE * (SIZE + 1)) / 2;
/** Points that mean and covariance remember, and from which on a distance is told. */
const MEMORY_POINTS = 5000;
const SETTLING_POINTS = 30;
/** Added to the diagonal, as a part of it: what never varied apart is not told apart to the last digit. */
const RIDGE = 1e-3;
/** Deviations whose squares stay finite. */
const DEVIATION_MAX = 1e150;

/** How the last day of points usually looks. */
export interface ShapeState {
  /** The last values, the newest first, and how many there are. */
  past: Float64Array;
  filled: number;
  n: number;
  mean: Float64Array;
  /** Covariance, row by row, its lower triangle. */
  covariance: Float64Array;
}

/** A shape that knows nothing. */
export function createShape(): ShapeState {
  const [past, mean] = [new Float64Array(PAST_POINTS), new Float64Array(SIZE)];
  return { past, filled: 0, n: 0, mean, covariance: new Float64Array(TRIANGLE) };
}

/** Work space of one detector. */
export interface ShapeWork {
  features: Float64Array;
  /** L of L D L', row by row, its last row times D, and one over D. */
  factor: Float64Array;
  scaled: Float64Array;
  perPivot: Float64Array;
  solved: Float64Array;
}

/** Work space. */
export function createShapeWork(): ShapeWork {
  const row = () => new Float64Array(SIZE);
  return {
    features: row(),
    factor: new Float64Array(TRIANGLE),
    scaled: row(),
    perPivot: row(),
    solved: row(),
  };
}

/**
 * Mahalanobis distance (1936) of the recent past from its running mean: the value, the one before, and the
 * means of the 2, 4 and 16 before those, under an exponentially weighted covariance. It has no unit. A value in
 * the usual range is far out where it does not follow from those before it. Takes `y` in; 0 while the
 * covariance settles or where something never varied.
 */
export function observeShape(state: ShapeState, work: ShapeWork, y: number): number {
  push(state, y);
  if (state.filled < PAST_POINTS) return 0;
  describe(state, work.features);
  const distance = state.n < SETTLING_POINTS ? 0 : distanceOf(state, work);
  learn(state, work);
  return distance;
}

function push(state: ShapeState, y: number): void {
  const { past } = state;
  for (let lag = PAST_POINTS - 1; lag > 0; lag--) past[lag] = past[lag - 1];
  past[0] = y;
  state.filled = Math.min(PAST_POINTS, state.filled + 1);
}

function describe({ past }: ShapeState, features: Float64Array): void {
  let lag = 0;
  for (let k = 0; k < SIZE; k++) {
    const from = lag;
    let sum = 0;
    for (; lag < ENDS[k]; lag++) sum += past[lag];
    features[k] = sum / (lag - from);
  }
}

/**
 * Factorises the covariance as L D L' while it solves L x = d, without roots (Golub and Van Loan, Matrix Computations,
 * section 4.1); the squared distance is the sum of x² / D. The diagonal of `factor` is never used.
 */
function distanceOf(
  { mean, covariance }: ShapeState,
  { features, factor, scaled, solved, perPivot }: ShapeWork,
): number {
  let squares = 0;
  for (let i = 0, row = 0; i < SIZE; row += ++i) {
    let pivot = (1 + RIDGE) * covariance[row + i];
    let rest = features[i] - mean[i];
    for (let j = 0, other = 0; j < i; other += ++j) {
      let sum = covariance[row + j];
      for (let k = 0; k < j; k++) sum -= scaled[k] * factor[other + k];
      scaled[j] = sum;
      factor[row + j] = sum * perPivot[j];
      pivot -= sum * factor[row + j];
      rest -= factor[row + j] * solved[j];
    }
    if (!(pivot > 0)) return 0;
    perPivot[i] = 1 / pivot;
    solved[i] = rest;
    squares += rest * perPivot[i] * rest;
  }
  return Number.isFinite(squares) ? Math.sqrt(squares) : 0;
}

function learn(state: ShapeState, { features, solved }: ShapeWork): void {
  state.n += 1;
  const weight = 1 / Math.min(state.n, MEMORY_POINTS);
  const { mean, covariance } = state;
  for (let i = 0, at = 0; i < SIZE; i++) {
    solved[i] = clip(features[i] - mean[i], DEVIATION_MAX);
    mean[i] += weight * solved[i];
    for (let j = 0; j <= i; j++, at++)
      covariance[at] += weight * (solved[i] * solved[j] * (1 - weight) - covariance[at]);
  }
}
