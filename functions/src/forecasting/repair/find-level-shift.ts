import { linearTrend } from '../numerics/linear-trend.ts';
import { median, quantile } from '../numerics/statistics.ts';
import { runningMedian } from './running-median.ts';

/** A change of level: `at` is the first place of the new one. */
export interface LevelShift {
  readonly at: number;
  /** Medians of the segments to its sides. */
  readonly before: number;
  readonly after: number;
}

/** A shift is this many times as large as the difference at nine in ten other places. */
const RATIO = 4;
const OTHERS = 0.9;
/** Share of it that comes from one to the next few places: else it is a slope. */
const ABRUPT = 0.7;
const SIDE = 3;
/** Share of each segment that may lie beyond the middle of the two levels. */
const CROSSING = 0.1;
/** Without the shift, all but one in ten of the values to each side stay within its size of a straight line. */
const WANDERING = 0.1;
/** Segments that the series holds: those beside the shift, and as many to compare with. */
const SEGMENTS_MIN = 4;

/**
 * The most pronounced change of level in `x` (without seasons and outliers), if there is one: the difference of the medians
 * of two neighbouring segments of about `segment` places, against the same difference everywhere else. A trend, a random
 * walk or a volatile series has such differences all along and none that stands out.
 * Source: the moving-sum scan of Chu, Hornik & Kuan (1995), with medians for sums.
 */
export function findLevelShift(x: readonly number[], segment: number): LevelShift | undefined {
  const half = Math.floor(segment / 2);
  const width = 2 * half + 1;
  if (x.length < SEGMENTS_MIN * width) return undefined;
  const medians = runningMedian(x, width);
  const difference = (t: number) => Math.abs(medians[t + half] - medians[t - 1 - half]);
  const places = Array.from({ length: x.length - 2 * width + 1 }, (_, i) => i + width);
  const best = largest(places, difference);
  const others = places.filter((t) => Math.abs(t - best) >= width).map(difference);
  if (others.length < width || difference(best) <= RATIO * quantile(others, OTHERS)) return undefined;
  const jump = (t: number) => Math.abs(median(x.slice(t, t + SIDE)) - median(x.slice(t - SIDE, t)));
  const near = largest(
    places.filter((t) => Math.abs(t - best) <= half),
    jump,
  );
  if (jump(near) < ABRUPT * difference(best)) return undefined;
  const at = boundary(x, { at: near, ...levelsBeside(x, near, width) });
  const shift = { at, ...levelsBeside(x, at, width) };
  const [older, newer] = [x.slice(at - width, at), x.slice(at, at + width)];
  return separates(older, newer, shift) && staysPut(x, shift) ? shift : undefined;
}

/** The first of `places` where `size` is largest. */
function largest(places: readonly number[], size: (t: number) => number): number {
  let [best, most] = [places[0], -1];
  for (const t of places) {
    const own = size(t);
    if (own > most) [best, most] = [t, own];
  }
  return best;
}

function levelsBeside(x: readonly number[], at: number, width: number): Omit<LevelShift, 'at'> {
  return { before: median(x.slice(at - width, at)), after: median(x.slice(at, at + width)) };
}

/** Where values within a few places change over from being nearer to the one level to being nearer to the other. */
function boundary(x: readonly number[], { at, before, after }: LevelShift): number {
  const away = (t: number) => Math.abs(x[t] - before) - Math.abs(x[t] - after);
  let [best, cost, least] = [at - SIDE, 0, 0];
  for (let t = at - SIDE; t < at + SIDE; t++) {
    cost += away(t);
    if (cost < least) [best, least] = [t + 1, cost];
  }
  return best;
}

function separates(
  older: readonly number[],
  newer: readonly number[],
  { before, after }: LevelShift,
): boolean {
  const middle = (before + after) / 2;
  const beyond = (part: readonly number[], level: number) =>
    part.filter((value) => value > middle !== level > middle).length / part.length;
  return beyond(older, before) <= CROSSING && beyond(newer, after) <= CROSSING;
}

/** Otherwise the series goes from level to level all the time, by itself. */
function staysPut(x: readonly number[], { at, before, after }: LevelShift): boolean {
  const moved = x.map((value, t) => (t < at ? value + after - before : value));
  const { intercept, slope } = linearTrend(moved);
  const rest = moved.map((value, t) => value - intercept - slope * t);
  return quantile(rest, 1 - WANDERING) - quantile(rest, WANDERING) <= Math.abs(after - before);
}
