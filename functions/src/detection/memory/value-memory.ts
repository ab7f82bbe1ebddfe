/** Values that are remembered, and how near two of them are one: a part of the range of all. */
const VALUES_MAX = 64;
const GRAIN = 1 / 64;
/** A value is known once so many points have passed: an incident must not make itself known. */
const KNOWN_AFTER_POINTS = 64;
/** A value that did not come back for so many points is forgotten; looked after every so many points. */
const LIFE_POINTS = 8192;
const FORGET_EVERY_POINTS = 64;

/** Values that a series has visited, in rising order, with the points at which they were first and last met. Plain JSON. */
export interface ValueMemoryState {
  values: number[];
  first: number[];
  last: number[];
}

/** A memory of nothing. */
export function createValueMemory(): ValueMemoryState {
  return { values: [], first: [], last: [] };
}

/** How new a value is. */
export interface Novelty {
  /** Distance to the nearest known value as a part of the range of all values met, this one included: in [0, 1]. */
  readonly distance: number;
  /** Where the value lies: above all that is known, below, or between. */
  readonly side: 'above' | 'below' | 'within';
}

const nothingNew: Novelty = { distance: 0, side: 'within' };

/**
 * How far a value is from the nearest one that is known. `point` counts points from 0. Nothing is new while
 * nothing is known.
 *
 * Novelty by distance to the nearest neighbour (Knorr and Ng 1998; in one dimension, with a bounded memory). The
 * distance is not measured by the series' own spread on purpose: a step of a third of everything ever seen is
 * news in any series, one of three standard deviations is not.
 */
export function noveltyOf({ values, first }: ValueMemoryState, x: number, point: number): Novelty {
  const n = values.length;
  if (n === 0) return nothingNew;
  const range = Math.max(values[n - 1], x) - Math.min(values[0], x);
  if (!(range > 0)) return nothingNew;
  const next = lowerBound(values, x);
  let below = next - 1;
  while (below >= 0 && point - first[below] < KNOWN_AFTER_POINTS) below -= 1;
  let above = next;
  while (above < n && point - first[above] < KNOWN_AFTER_POINTS) above += 1;
  if (below < 0 && above === n) return nothingNew;
  if (below < 0) return { distance: (values[above] - x) / range, side: 'below' };
  if (above === n) return { distance: (x - values[below]) / range, side: 'above' };
  return { distance: Math.min(x - values[below], values[above] - x) / range, side: 'within' };
}

/** Takes a value in: as one that is near enough, or as a new one. */
export function rememberValue(state: ValueMemoryState, x: number, point: number): void {
  const { values, first, last } = state;
  const n = values.length;
  const next = lowerBound(values, x);
  const range = n === 0 ? 0 : Math.max(values[n - 1], x) - Math.min(values[0], x);
  const down = next > 0 ? x - values[next - 1] : Infinity;
  const up = next < n ? values[next] - x : Infinity;
  if (n > 0 && Math.min(down, up) <= GRAIN * range) last[down < up ? next - 1 : next] = point;
  else {
    values.splice(next, 0, x);
    first.splice(next, 0, point);
    last.splice(next, 0, point);
    if (values.length > VALUES_MAX) mergeNearest(state);
  }
  if (point % FORGET_EVERY_POINTS === 0) forget(state, point);
}

/** Of the two nearest values the one that is known longer stays, so that the ends of the range do not creep. */
function mergeNearest({ values, first, last }: ValueMemoryState): void {
  let right = 1;
  for (let k = 2; k < values.length; k++)
    if (values[k] - values[k - 1] < values[right] - values[right - 1]) right = k;
  const [dropped, kept] = first[right] < first[right - 1] ? [right - 1, right] : [right, right - 1];
  last[kept] = Math.max(last[kept], last[dropped]);
  for (const list of [values, first, last]) list.splice(dropped, 1);
}

function forget({ values, first, last }: ValueMemoryState, point: number): void {
  for (let k = values.length - 1; k >= 0; k--)
    if (point - last[k] > LIFE_POINTS) for (const list of [values, first, last]) list.splice(k, 1);
}

/** Index of the first value that is at least `x`. */
function lowerBound(values: readonly number[], x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
