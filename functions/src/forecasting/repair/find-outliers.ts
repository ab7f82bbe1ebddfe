import { median, quantile } from '../numerics/statistics.ts';
import { runningMedian } from './running-median.ts';

/** A run of places whose values stand far off from what is around them; `to` is exclusive. */
export interface Episode {
  readonly from: number;
  readonly to: number;
}

/** Turns a median absolute deviation into a standard deviation, for normal remainders. */
const MAD_TO_DEVIATION = 1.4826;
/** Robust standard deviations beyond which a place is a candidate. */
const CANDIDATE = 5;
/** An outlier stands this many times as far off as all but one in a hundred of the places that are no candidates… */
const GAP = 3;
const OTHERS = 0.99;
/** …and this many times as far as the next candidate: tails thin out, accidents stand apart. */
const APART = 2;
/** One episode in so many places, or a few in a short series; more are no accidents but what the series is like. */
const PLACES_FOR_EPISODE = 250;
const EPISODES_MIN = 3;
/** The longest episode: one place in so many, and never more than this many. */
const PLACES_FOR_ONE = 50;
const EPISODE_MAX = 12;
/** The series must have come back to within this share of the episode's height. */
const BACK = 0.5;
/** Places on each side that tell where the series came from and went to; fewer than the least leave that open. */
const SIDE = 3;
const SIDE_MIN = 2;

/**
 * Runs of places of `x` (without seasons) that stand so far off that they are no part of the series: a Hampel filter on
 * the distance from a running median, whose findings must also stand apart from the tail of the other distances (so
 * that heavy tails and bursts stay), be few and short, and be over, with the series back where it was. What happened at
 * the very end is left alone, since it may be the new level.
 * Source: Hampel (1974); Davies & Gather (1993) on identifiers of outliers.
 */
export function findOutliers(x: readonly number[]): Episode[] {
  const longest = Math.max(1, Math.min(EPISODE_MAX, Math.floor(x.length / PLACES_FOR_ONE)));
  const centre = runningMedian(x, 2 * longest + 5);
  const distance = x.map((value, t) => Math.abs(value - centre[t]));
  // A series that only rises is its own running median: its steps tell what is usual for it.
  const steps = x.slice(1).map((value, t) => Math.abs(value - x[t]));
  const spread = Math.max(MAD_TO_DEVIATION * median(distance), median(steps));
  if (spread === 0) return [];
  const candidates = runsBeyond(distance, CANDIDATE * spread);
  return standingApart(candidates, distance).filter(
    (episode) => episode.to - episode.from <= longest && isOver(x, episode),
  );
}

/** The places of an episode. */
export function placesOf({ from, to }: Episode): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function runsBeyond(distance: readonly number[], limit: number): Episode[] {
  const runs: Episode[] = [];
  for (let t = 0; t < distance.length; t++) {
    if (distance[t] <= limit) continue;
    const from = t;
    while (t + 1 < distance.length && distance[t + 1] > limit) t++;
    runs.push({ from, to: t + 1 });
  }
  return runs;
}

/** The highest candidates, as many as leave a gap between them and all others; none where that takes too many. */
function standingApart(candidates: readonly Episode[], distance: readonly number[]): Episode[] {
  const inside = new Set(candidates.flatMap(placesOf));
  const others = distance.filter((_, t) => !inside.has(t));
  const limit = GAP * quantile(others, OTHERS);
  const farthest = others.reduce((most, value) => Math.max(most, value), 0);
  const height = (episode: Episode) => Math.max(...placesOf(episode).map((t) => distance[t]));
  const ranked = candidates.map((episode) => ({ episode, height: height(episode) }));
  ranked.sort((a, b) => b.height - a.height);
  const most = Math.max(EPISODES_MIN, Math.floor(distance.length / PLACES_FOR_EPISODE));
  for (let count = Math.min(most, ranked.length); count > 0; count--) {
    const next = ranked[count]?.height ?? farthest;
    if (ranked[count - 1].height > Math.max(limit, APART * next))
      return ranked.slice(0, count).map(({ episode }) => episode);
  }
  return [];
}

function isOver(x: readonly number[], { from, to }: Episode): boolean {
  const [before, after] = [x.slice(Math.max(0, from - SIDE), from), x.slice(to, to + SIDE)];
  if (before.length < SIDE_MIN || after.length < SIDE_MIN) return false;
  const [left, right] = [median(before), median(after)];
  const height = Math.abs(median(x.slice(from, to)) - (left + right) / 2);
  return Math.abs(right - left) <= BACK * height;
}
