/** Values that are remembered, and how near two of them are one: a part of the range of all. */
const VALUES_MAX = 64;
const GRAIN = 1 / 64;
/** A value is known once so many points have passed: an incident must not make itself known. */
const KNOWN_AFTER_POINTS = 64;
/** A value that did not come back for so many points is forgotten; looked after every so many points. */
const LIFE_POINTS = 8192;
const FORGET_EVERY_POINTS = 64;

/** Values that a series has visited, in rising order, with the points at which they were first and last met. */
export interface ValueMemoryState {
  /** How many there are; what lies beyond them in the arrays is 0. */
  n: number;
  values: Float64Array;
  first: Float64Array;
  last: Float64Array;
}

/** A memory of nothing. */
export function createValueMemory(): ValueMemoryState {
  const room = () => new Float64Array(VALUES_MAX + 1);
  return { n: 0, values: room(), first: room(), last: room() };
}

/** How new a value is. */
export interface Novelty {
  /** Distance to the nearest known value as a part of the range of all values met, this one included: in [0, 1]. */
  distance: number;
  /** Where the value lies: above all that is known, below, or between. */
  side: 'above' | 'below' | 'within';
}

/** A novelty to be written into. */
export function createNovelty(): Novelty {
  return { distance: 0, side: 'within' };
}

/**
 * How far a value is from the nearest one that is known: writes it into `novelty` and takes the value in. `point` counts
 * points from 0. Nothing is new while nothing is known.
 *
 * Novelty by distance to the nearest neighbour (Knorr and Ng 1998; in one dimension, with a bounded memory). The
 * distance is not measured by the series' own spread on purpose: a step of a third of everything ever seen is
 * news in any series, one of three standard deviations is not.
 */
export function meetValue(state: ValueMemoryState, novelty: Novelty, x: number, point: number): void {
  const { n, values } = state;
  const range = n === 0 ? 0 : Math.max(values[n - 1], x) - Math.min(values[0], x);
  const next = lowerBound(state, x);
  measure(state, novelty, x, point, range, next);
  remember(state, x, point, range, next);
}

function measure(
  { n, values, first }: ValueMemoryState,
  novelty: Novelty,
  x: number,
  point: number,
  range: number,
  next: number,
): void {
  novelty.distance = 0;
  novelty.side = 'within';
  if (!(range > 0)) return;
  let below = next - 1;
  while (below >= 0 && point - first[below] < KNOWN_AFTER_POINTS) below -= 1;
  let above = next;
  while (above < n && point - first[above] < KNOWN_AFTER_POINTS) above += 1;
  if (below < 0 && above === n) return;
  if (below < 0) novelty.side = 'below';
  else if (above === n) novelty.side = 'above';
  const down = below < 0 ? Infinity : x - values[below];
  const up = above === n ? Infinity : values[above] - x;
  novelty.distance = Math.min(down, up) / range;
}

/** Takes a value in: as one that is near enough, or as a new one. `next` is the first that is no smaller. */
function remember(state: ValueMemoryState, x: number, point: number, range: number, next: number): void {
  const { n, values, last } = state;
  const down = next > 0 ? x - values[next - 1] : Infinity;
  const up = next < n ? values[next] - x : Infinity;
  if (n > 0 && Math.min(down, up) <= GRAIN * range) last[down < up ? next - 1 : next] = point;
  else {
    insert(state, next, x, point);
    if (state.n > VALUES_MAX) mergeNearest(state);
  }
  if (point % FORGET_EVERY_POINTS === 0) forget(state, point);
}

function insert(state: ValueMemoryState, k: number, x: number, point: number): void {
  const { n, values, first, last } = state;
  for (const list of [values, first, last]) list.copyWithin(k + 1, k, n);
  values[k] = x;
  first[k] = point;
  last[k] = point;
  state.n += 1;
}

function remove(state: ValueMemoryState, k: number): void {
  const { n, values, first, last } = state;
  for (const list of [values, first, last]) {
    list.copyWithin(k, k + 1, n);
    list[n - 1] = 0;
  }
  state.n -= 1;
}

/** Of the two nearest values the one that is known longer stays, so that the ends of the range do not creep. */
function mergeNearest(state: ValueMemoryState): void {
  const { n, values, first, last } = state;
  let right = 1;
  for (let k = 2; k < n; k++) if (values[k] - values[k - 1] < values[right] - values[right - 1]) right = k;
  const [dropped, kept] = first[right] < first[right - 1] ? [right - 1, right] : [right, right - 1];
  last[kept] = Math.max(last[kept], last[dropped]);
  remove(state, dropped);
}

function forget(state: ValueMemoryState, point: number): void {
  for (let k = state.n - 1; k >= 0; k--) if (point - state.last[k] > LIFE_POINTS) remove(state, k);
}

/** Index of the first value that is at least `x`. */
function lowerBound({ n, values }: ValueMemoryState, x: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
