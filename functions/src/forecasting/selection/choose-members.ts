import type { Weighted } from './combine.ts';
import { type Contest, type Contestant, combineForecasts, scoreForecasts } from './contest.ts';

/** Most methods in an average. */
const MEMBERS_MAX = 4;

/**
 * Which methods shall forecast? The one with the least loss, or the plain average of the best two, three or four where
 * that has less. `contestants` at least one; ties go to the earlier.
 */
export function chooseMembers(contest: Contest, contestants: readonly Contestant[]): Weighted<Contestant>[] {
  const ranked = [...contestants].sort((a, b) => a.loss - b.loss);
  let best = average(ranked, 1);
  let bestLoss = ranked[0].loss;
  for (let count = 2; count <= Math.min(MEMBERS_MAX, ranked.length); count++) {
    const members = average(ranked, count);
    const { loss } = scoreForecasts(contest, combineForecasts(members));
    if (loss < bestLoss) [best, bestLoss] = [members, loss];
  }
  return best;
}

function average(ranked: readonly Contestant[], count: number): Weighted<Contestant>[] {
  return ranked.slice(0, count).map((item) => ({ item, weight: 1 / count }));
}
