/** Ratio of the standard deviation to the mean absolute deviation of a Gaussian: sqrt(pi / 2). */
const DEVIATION_RATIO = 1.2533141373155003;
/** A residual counts as at most this many scales, so that a burst moves the scale slowly. */
const CLIP = 3;
/** The first residuals count in full: there is no scale yet to clip them by. */
const UNCLIPPED = 6;

/** A running scale: residuals seen, and their size as a standard deviation. Plain JSON. */
export interface ScaleState {
  n: number;
  s: number;
}

/** A scale that has seen nothing. */
export function createScale(): ScaleState {
  return { n: 0, s: 0 };
}

/**
 * Exponentially weighted mean absolute deviation with Huber-type clipping, after the
 * robust smoothing of Gelper, Fried and Croux (2010) with the absolute value in place of their biweight.
 *
 * `residual` and `floor` are in the unit of the series, `floor` the least scale worth telling from zero;
 * `memory` is the number of points that count. The first `memory` residuals weigh equally. A burst of any
 * size multiplies the scale by at most 1 + 2 / memory a point. A constant series has scale 0.
 */
export function updateScale(state: ScaleState, residual: number, floor: number, memory: number): void {
  state.n += 1;
  const size = DEVIATION_RATIO * Math.abs(residual);
  const clipped = state.n <= UNCLIPPED ? size : Math.min(size, CLIP * Math.max(state.s, floor));
  state.s += (clipped - state.s) / Math.min(state.n, memory);
}
