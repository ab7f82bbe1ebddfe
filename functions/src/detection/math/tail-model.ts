import { binsAnOctave, logBin, logBinEdge } from './log-bins.ts';

const BINS = 60;
/** Sizes below a half of the unit are one bin. */
const FIRST_EDGE = 0.5;
const FIRST_LOG_BIN = logBin(FIRST_EDGE);
/**
 * Tail indices of the priors: single values of most metrics have lighter tails than the heavy one, averages
 * than the light one.
 */
const PER_HEAVY_INDEX = 1 / 6;
const PER_LIGHT_INDEX = 1 / 12;
/** The prior weighs as much as this many points. */
const PRIOR_POINTS = 48;
/** Part of one point that the prior leaves to sizes however large: n points cannot tell 1 in n³ from 1 in n⁴. */
const UNSEEN_POINTS = 1e-3;
/** Points that are remembered: when there are this many, all counts are halved. */
const MEMORY_POINTS = 8192;
/** Sizes as rare as this that follow one another are one event. */
const UNCOMMON = 0.01;
/**
 * An event whose peak is as rare as this is probably not ordinary behaviour, and counts an eighth towards it.
 */
const RARE = 1e-4;
const RARE_WEIGHT = 1 / 8;
/** An event as long as this is counted although it has not ended. */
const EVENT_POINTS_MAX = 200;

/** The unit of sizes that have none, in scales: what is well below the scale need not be told apart. */
const UNIT_SCALES = 1 / 4;
/** Sizes beyond so many units are one, and a unit is at most so many scales: quotients must stay finite. */
const POSITION_MAX = 1e300;

/** Lower edge of each bin in units; the last bin is open. */
const EDGES = Float64Array.from({ length: BINS }, (_, j) =>
  j === 0 ? 0 : logBinEdge(FIRST_LOG_BIN + j - 1),
);
/** One over the width of each bin: a power of two, so that the product is the quotient. */
const PER_WIDTH = EDGES.map((edge, j) => 1 / (EDGES[j + 1] - edge));
/** What the prior says beyond each edge when the unit is the scale: that is asked for most. */
const HEAVY_AT_EDGES = EDGES.map((edge) => priorPoints('heavy', edge));
const LIGHT_AT_EDGES = EDGES.map((edge) => priorPoints('light', edge));

/** How many sizes were at least as large as each edge, above and below zero. */
export interface TailState {
  /** Which prior it starts from. */
  prior: 'heavy' | 'light';
  /** What an edge of 1 is in the unit of the sizes; 0 until it is settled. */
  unit: number;
  n: number;
  up: Float32Array;
  down: Float32Array;
  /**
   * The event that is under way, if any: its points, its largest size and the tail probability of that.
   */
  eventPoints: number;
  peak: number;
  peakP: number;
}

/**
 * A tail model that knows only its prior. Without a `unit` a quarter of the scale that is given with the
 * first size becomes it.
 */
export function createTail(prior: TailState['prior'], unit = 0): TailState {
  const [up, down] = [new Float32Array(BINS), new Float32Array(BINS)];
  return { prior, unit, n: 0, up, down, eventPoints: 0, peak: 0, peakP: 1 };
}

/**
 * Tail probability of a size: how often a size is at least this far from zero on its side.
 *
 * It is the posterior mean under a Dirichlet process (Ferguson 1973) whose base is a symmetric power law of
 * scale `scale`, worth 32 points: with few points it is the cautious prior, with many it is the empirical
 * frequency, so that a series with frequent spikes is not reported for each. Each side is estimated from its
 * own sizes and doubled. Counts are kept in a unit that never changes, so that what was large stays large when
 * the scale has become small. The result is in (0, 1] and falls as |x| grows.
 */
export function tailProbability(state: TailState, x: number, scale: number): number {
  const beyond = x < 0 ? state.down : state.up;
  const size = Math.abs(x);
  if (state.unit === 0) return priorPoints(state.prior, size / scale) / pointsOf(state);
  const position = Math.min(size / state.unit, POSITION_MAX);
  const bin = binOf(position);
  if (bin >= BINS - 1)
    return (priorPoints(state.prior, size / scale) + 2 * beyond[BINS - 1]) / pointsOf(state);
  const unit = Math.min(state.unit / scale, POSITION_MAX);
  const near = pointsBeyond(state, beyond, bin, unit);
  const far = pointsBeyond(state, beyond, bin + 1, unit);
  return Math.min(1, (near + (far - near) * (position - EDGES[bin]) * PER_WIDTH[bin]) / pointsOf(state));
}

/**
 * The inverse: the least |x| on one side whose tail probability is at most `p`, in (0, 1). Where even the
 * last edge is exceeded more often than that, the last edge. The unit must be settled. `near` is the bin in which
 * the search begins; it changes the time that it takes, not the result.
 */
export function tailQuantile(
  state: TailState,
  side: 'up' | 'down',
  p: number,
  scale: number,
  near = 0,
): { x: number; bin: number } {
  const beyond = side === 'up' ? state.up : state.down;
  const unit = Math.min(state.unit / scale, POSITION_MAX);
  const limit = p * pointsOf(state);
  let bin = Math.min(near, BINS - 2);
  let above = pointsBeyond(state, beyond, bin, unit);
  while (bin > 0 && above <= limit) above = pointsBeyond(state, beyond, --bin, unit);
  let below = pointsBeyond(state, beyond, bin + 1, unit);
  while (bin < BINS - 2 && below > limit) {
    above = below;
    below = pointsBeyond(state, beyond, ++bin + 1, unit);
  }
  const part = above <= limit ? 0 : below > limit ? 1 : (above - limit) / (above - below);
  return { x: (EDGES[bin] + (EDGES[bin + 1] - EDGES[bin]) * part) * state.unit, bin };
}

/**
 * Counts one size, `p` being its tail probability. Uncommon ones in a row are one event, counted by its
 * peak when it ends (runs declustering, Coles 2001, section 5.3), so that an incident is not taken for normal
 * while it lasts; a rare event counts an eighth, so that only one that keeps coming back becomes ordinary.
 */
export function recordTail(state: TailState, x: number, p: number, scale: number): void {
  if (state.unit === 0) state.unit = scale * UNIT_SCALES;
  if (p <= UNCOMMON) extendEvent(state, x, p);
  if (state.eventPoints > 0 && (p > UNCOMMON || state.eventPoints >= EVENT_POINTS_MAX)) endEvent(state);
  if (p > UNCOMMON) count(state, x, 1, 1);
}

function extendEvent(state: TailState, x: number, p: number): void {
  state.eventPoints += 1;
  if (p >= state.peakP) return;
  state.peakP = p;
  state.peak = x;
}

function endEvent(state: TailState): void {
  count(state, state.peak, state.peakP <= RARE ? RARE_WEIGHT : 1, state.eventPoints);
  state.eventPoints = 0;
  state.peak = 0;
  state.peakP = 1;
}

/**
 * Adds `weight` to the count of the size of `x`, and `points` to the whole; halves both when the memory is
 * full, which forgets.
 */
function count(state: TailState, x: number, weight: number, points: number): void {
  if (state.unit > 0) {
    let bin = binOf(Math.min(Math.abs(x) / state.unit, POSITION_MAX));
    if (bin >= BINS - 1) bin -= makeRoom(state, bin - (BINS - 2));
    const beyond = x < 0 ? state.down : state.up;
    for (let j = 0; j <= bin; j++) beyond[j] += weight;
  }
  state.n += points;
  if (state.n >= MEMORY_POINTS) halve(state);
}

/** Moves the unit up by whole octaves, at least so many bins; the smallest sizes become one with those below them. */
function makeRoom(state: TailState, least: number): number {
  const octaves = Math.ceil(least / binsAnOctave);
  const bins = octaves * binsAnOctave;
  for (const beyond of [state.up, state.down])
    for (let j = 1; j < BINS; j++) beyond[j] = j + bins < BINS ? beyond[j + bins] : 0;
  state.unit *= 2 ** octaves;
  return bins;
}

/** Lets what was counted so far weigh an eighth, as rare events do; the points stay. */
export function fadeTail(state: TailState): void {
  for (const beyond of [state.up, state.down]) for (let j = 0; j < BINS; j++) beyond[j] *= RARE_WEIGHT;
}

/** Counts that have faded below a 32nd are dropped: they change nothing and would make the state long. */
function halve(state: TailState): void {
  for (let j = 0; j < BINS; j++) {
    state.up[j] = state.up[j] < 1 / 32 ? 0 : state.up[j] / 2;
    state.down[j] = state.down[j] < 1 / 32 ? 0 : state.down[j] / 2;
  }
  state.n /= 2;
}

/** Index of the bin of a size in units, past the last one too. Neighbours agree at the edges. */
function binOf(position: number): number {
  return position < FIRST_EDGE ? 0 : 1 + logBin(position) - FIRST_LOG_BIN;
}

/** Points that stand for sizes beyond an edge, the prior's and those counted; `unit` is that of the sizes in scales. */
function pointsBeyond({ prior }: TailState, beyond: Float32Array, edge: number, unit: number): number {
  if (unit !== 1) return priorPoints(prior, EDGES[edge] * unit) + 2 * beyond[edge];
  return (prior === 'heavy' ? HEAVY_AT_EDGES : LIGHT_AT_EDGES)[edge] + 2 * beyond[edge];
}

/** All points, the prior's and those counted. */
const pointsOf = ({ n }: TailState): number => PRIOR_POINTS + n;

/** Survival of the prior in points: (1 + z² / index)^(-index / 2), written out, for it is asked for at every point. */
function priorPoints(prior: TailState['prior'], z: number): number {
  const base = 1 + z * z * (prior === 'heavy' ? PER_HEAVY_INDEX : PER_LIGHT_INDEX);
  const cube = base * base * base;
  return Math.max(PRIOR_POINTS / (prior === 'heavy' ? cube : cube * cube), UNSEEN_POINTS);
}
