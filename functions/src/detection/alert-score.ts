import type { Detection } from './types.ts';

/**
 * The one number that says how much a point deserves an alert, in [0, 1]: what a file of scores holds for each row, and
 * what benchmarks compare with one threshold on every series. 0 where there is no verdict.
 */
export function alertScoreOf({ score }: Detection): number {
  return score;
}
