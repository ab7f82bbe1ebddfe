const BINS = 56;
const BINS_AN_OCTAVE = 4;
const FIRST_EDGE = 0.5;
/**
 * Tail indices of the priors: single values of most metrics have lighter tails than the heavy one, averages
 * than the light one.
 */
const PRIOR_TAIL_INDEX = { heavy: 6, light: 12 };
/** The prior weighs as much as this many points. */
const PRIOR_POINTS = 20;
/** Points that are remembered: when there are this many, all counts are halved. */
const MEMORY_POINTS = 8192;
/** Residuals as rare as this that follow one another are one event. */
const UNCOMMON = 0.01;
/**
 * An event whose peak is as rare as this is probably not ordinary behaviour, and counts an eighth towards it.
 */
const RARE = 1e-4;
const RARE_WEIGHT = 1 / 8;
/** An event as long as this is counted although it has not ended. */
const EVENT_POINTS_MAX = 200;

/** Lower edge of each bin; the last bin is open. */
const EDGES = Array.from({ length: BINS }, (_, j) =>
  j === 0 ? 0 : FIRST_EDGE * 2 ** ((j - 1) / BINS_AN_OCTAVE),
);
const PRIOR = {
  heavy: priorOf(PRIOR_TAIL_INDEX.heavy),
  light: priorOf(PRIOR_TAIL_INDEX.light),
};

/** How many standardised residuals were at least as large as each edge, above and below zero. Plain JSON. */
export interface TailState {
  /** Which prior it starts from. */
  prior: 'heavy' | 'light';
  n: number;
  up: number[];
  down: number[];
  /**
   * The event that is under way, if any: its points, its largest residual and the tail probability of that.
   */
  eventPoints: number;
  peak: number;
  peakP: number;
}

/** A tail model that knows only its prior. */
export function createTail(prior: TailState['prior']): TailState {
  const up = new Array<number>(BINS).fill(0);
  return { prior, n: 0, up, down: [...up], eventPoints: 0, peak: 0, peakP: 1 };
}

/**
 * Tail probability of a standardised residual: how often a residual is at least this far out.
 *
 * It is the posterior mean under a Dirichlet process (Ferguson 1973) whose base is a symmetric power law,
 * worth 20 points: with few points it is the cautious prior, with many it is the empirical frequency, so that
 * a series with frequent spikes is not reported for each. Each side is estimated from its own residuals and
 * doubled. `z` is any number, ±Infinity included; the result is in (0, 1], falls as |z| grows and is flat
 * beyond 5,793.
 */
export function tailProbability(state: TailState, z: number): number {
  const beyond = z < 0 ? state.down : state.up;
  const size = Math.abs(z);
  const bin = binOf(size);
  const near = survivalAt(state, beyond, bin);
  if (bin === BINS - 1) return near;
  const part = (size - EDGES[bin]) / (EDGES[bin + 1] - EDGES[bin]);
  return Math.min(1, near + (survivalAt(state, beyond, bin + 1) - near) * part);
}

/**
 * The inverse: the least |z| on one side whose tail probability is at most `p`, in (0, 1). Where even the
 * last edge is exceeded more often than that, the last edge.
 */
export function tailQuantile(state: TailState, side: 'up' | 'down', p: number): number {
  const beyond = state[side];
  let low = 0;
  let high = BINS - 1;
  if (survivalAt(state, beyond, high) > p) return EDGES[high];
  if (survivalAt(state, beyond, low) <= p) return 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (survivalAt(state, beyond, middle) > p) low = middle;
    else high = middle;
  }
  const near = survivalAt(state, beyond, low);
  const far = survivalAt(state, beyond, high);
  return EDGES[low] + ((EDGES[high] - EDGES[low]) * (near - p)) / (near - far);
}

/**
 * Counts one residual, `p` being its tail probability. Uncommon ones in a row are one event, counted by its
 * peak when it ends (runs declustering, Coles 2001, section 5.3), so that an incident is not taken for normal
 * while it lasts; a rare event counts an eighth, so that only one that keeps coming back becomes ordinary.
 */
export function recordTail(state: TailState, z: number, p: number): void {
  if (p <= UNCOMMON) extendEvent(state, z, p);
  if (state.eventPoints > 0 && (p > UNCOMMON || state.eventPoints >= EVENT_POINTS_MAX)) endEvent(state);
  if (p > UNCOMMON) count(state, z, 1, 1);
}

function extendEvent(state: TailState, z: number, p: number): void {
  state.eventPoints += 1;
  if (p >= state.peakP) return;
  state.peakP = p;
  state.peak = z;
}

function endEvent(state: TailState): void {
  count(state, state.peak, state.peakP <= RARE ? RARE_WEIGHT : 1, state.eventPoints);
  state.eventPoints = 0;
  state.peak = 0;
  state.peakP = 1;
}

/**
 * Adds `weight` to the count of the size of `z`, and `points` to the whole; halves both when the memory is
 * full, which forgets.
 */
function count(state: TailState, z: number, weight: number, points: number): void {
  const beyond = z < 0 ? state.down : state.up;
  const bin = binOf(Math.abs(z));
  for (let j = 0; j <= bin; j++) beyond[j] += weight;
  state.n += points;
  if (state.n >= MEMORY_POINTS) halve(state);
}

/** Counts that have faded below a 32nd are dropped: they change nothing and would make the state long. */
function halve(state: TailState): void {
  for (let j = 0; j < BINS; j++) {
    state.up[j] = state.up[j] < 1 / 32 ? 0 : state.up[j] / 2;
    state.down[j] = state.down[j] < 1 / 32 ? 0 : state.down[j] / 2;
  }
  state.n /= 2;
}

/** Index of the bin of a size. Exact at the edges is not needed: neighbours agree there. */
function binOf(size: number): number {
  if (size < FIRST_EDGE) return 0;
  return Math.min(BINS - 1, 1 + Math.floor(BINS_AN_OCTAVE * Math.log2(size / FIRST_EDGE)));
}

/** Survival of the prior at each edge: (1 + z² / index)^(-index / 2). */
function priorOf(index: number): number[] {
  return EDGES.map((z) => (1 + (z * z) / index) ** (-index / 2));
}

function survivalAt(state: TailState, beyond: readonly number[], edge: number): number {
  return (PRIOR_POINTS * PRIOR[state.prior][edge] + 2 * beyond[edge]) / (PRIOR_POINTS + state.n);
}
