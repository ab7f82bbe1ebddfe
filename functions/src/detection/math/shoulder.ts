const BINS = 128;
const BINS_AN_OCTAVE = 4;
/** Index of the bin of size 1. */
const BIN_OF_ONE = 32;
/** The two quantiles through which the tail is drawn: the shoulder of the distribution. */
const LOWER = { quantile: 0.98, exponent: -Math.log(0.02) };
const UPPER = { quantile: 0.998, exponent: -Math.log(0.002) };
/** Shapes of the Weibull tail that are believed: from very heavy to nearly Gaussian. */
const SHAPE_MIN = 0.2;
const SHAPE_MAX = 1.6;
const MEMORY_POINTS = 8000;
const SETTLING_POINTS = 100;
/** The tail is drawn anew every so many sizes. */
const REFRESH_POINTS = 16;
/** Decades from which a size is an event, and sizes below that which end it. */
const UNCOMMON_DECADES = 2;
const CALM_POINTS = 5;

/** A histogram of sizes and the tail drawn through its shoulder. */
export interface ShoulderState {
  n: number;
  counts: Float32Array;
  /** Ends of the shoulder, 0 until they are drawn, and the shape of the tail. */
  lower: number;
  upper: number;
  shape: number;
  /** The event that is under way: its largest size, 0 for none, and the sizes since that were none. */
  peak: number;
  calm: number;
}

/** A distribution of which nothing is known. */
export function createShoulder(): ShoulderState {
  return { n: 0, counts: new Float32Array(BINS), lower: 0, upper: 0, shape: 1, peak: 0, calm: 0 };
}

/**
 * Decades of rarity of a size, at least 0, by extrapolation: through the quantiles 98 % and 99.8 % of the sizes
 * seen goes a Weibull tail, P(X > x) = exp(-c x^k). Unlike counts of extremes, which make an extreme ordinary as
 * soon as it has come, the shoulder hardly moves with them; and a series with heavy tails has a small k, and
 * stays quiet. 0 below the shoulder and while there are fewer than a hundred sizes.
 */
export function shoulderDecades({ lower, upper, shape }: ShoulderState, size: number): number {
  if (lower === 0 || size <= lower) return 0;
  return (UPPER.exponent * (size / upper) ** shape) / Math.LN10;
}

/** Takes a size in, `decades` being its rarity. An event counts once, by its peak, when five calm sizes have passed. */
export function settleShoulder(state: ShoulderState, size: number, decades: number): void {
  if (decades >= UNCOMMON_DECADES) {
    state.peak = Math.max(state.peak, size);
    state.calm = 0;
    return;
  }
  if (state.peak > 0) {
    state.calm += 1;
    if (state.calm < CALM_POINTS) return;
    count(state, state.peak);
    state.peak = 0;
  }
  count(state, size);
}

function count(state: ShoulderState, size: number): void {
  state.counts[binOf(size)] += 1;
  state.n += 1;
  if (state.n > MEMORY_POINTS) {
    for (let j = 0; j < BINS; j++) state.counts[j] = state.counts[j] < 1 / 32 ? 0 : state.counts[j] / 2;
    state.n /= 2;
  }
  if (state.n >= SETTLING_POINTS && Math.floor(state.n) % REFRESH_POINTS === 0) draw(state);
}

function binOf(size: number): number {
  if (size <= 0) return 0;
  return Math.max(0, Math.min(BINS - 1, Math.round(BIN_OF_ONE + BINS_AN_OCTAVE * Math.log2(size))));
}

function draw(state: ShoulderState): void {
  state.lower = quantileOf(state, LOWER.quantile);
  state.upper = quantileOf(state, UPPER.quantile);
  const ratio =
    Math.log(UPPER.exponent / LOWER.exponent) / Math.max(1e-3, Math.log(state.upper / state.lower));
  state.shape = Math.max(SHAPE_MIN, Math.min(SHAPE_MAX, ratio));
}

function quantileOf({ n, counts }: ShoulderState, quantile: number): number {
  let below = 0;
  for (let j = 0; j < BINS; j++) {
    const through = below + counts[j];
    if (through >= quantile * n && counts[j] > 0)
      return 2 ** ((j + (quantile * n - below) / counts[j] - 0.5 - BIN_OF_ONE) / BINS_AN_OCTAVE);
    below = through;
  }
  return 2 ** ((BINS - 1 - BIN_OF_ONE) / BINS_AN_OCTAVE);
}
