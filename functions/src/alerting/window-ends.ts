import type { Findings } from './findings.ts';
import { freshForMs } from './policy-of.ts';

/**
 * The instants at which windows are evaluated after points came, in order: at each new point of the last day, and at the
 * newest however old it is.
 *
 * Points from before the newest (late, or out of order) change windows that were evaluated without them. Of these the one
 * that ends at the newest point is looked at again, where it reaches back to a late point: the others are of the past.
 * Windows that end earlier than a day ago are passed over, since they could neither open an episode nor make one fire.
 *
 * @param reachMs how far before its end what is evaluated looks
 */
export function windowEnds(
  { observations = [], late }: Pick<Findings, 'observations' | 'late'>,
  reachMs: number,
  now: Date,
): readonly number[] {
  const ends = observations.map(({ at }) => at.getTime()).sort((a, b) => a - b);
  const newest = ends.at(-1);
  if (newest !== undefined) {
    const recent = ends.filter((end) => end >= now.getTime() - freshForMs);
    return recent.length > 0 ? recent : [newest];
  }
  if (late === undefined || late.to.getTime() <= late.newest.getTime() - reachMs) return [];
  return [late.newest.getTime()];
}
