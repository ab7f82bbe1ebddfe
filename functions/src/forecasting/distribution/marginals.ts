import { normalQuantile } from '../numerics/normal-quantile.ts';
import { withinNumbers } from '../numerics/within-numbers.ts';
import type { PredictiveDistribution } from './predictive-distribution.ts';

/** The distribution of each step before bounds, in terms of the normal score z of a probability. Steps from 0. */
export interface Marginals {
  /** Quantile of step `step` at the score `z`, finite. */
  valueAt(step: number, z: number): number;
  /** The lowest score from which on the value is `limit` or more; −∞ or ∞ where it always or never is. */
  scoreReaching(step: number, limit: number): number;
  /** The highest score up to which the value is `limit` or less; ∞ or −∞ where it always or never is. */
  scoreUpTo(step: number, limit: number): number;
}

/** Marginals of a distribution, linear in z between its quantiles and beyond them. */
export function marginalsOf({ quantiles }: PredictiveDistribution): Marginals {
  const scores = quantiles.map(({ probability }) => normalQuantile(probability));
  const rows = quantiles.map(({ values }) => values);
  const last = scores.length - 1;
  /** Halves, since the difference of two numbers may be more than a number holds. */
  const halfRise = (step: number, i: number) => rows[i][step] / 2 - rows[i - 1][step] / 2;
  const scoreWithin = (step: number, i: number, limit: number): number => {
    const share = (limit / 2 - rows[i - 1][step] / 2) / halfRise(step, i);
    return scores[i - 1] + (scores[i] - scores[i - 1]) * share;
  };
  /** In a tail; without a width, values beyond the last quantile are never reached. */
  const scoreBeyond = (step: number, i: number, limit: number): number =>
    halfRise(step, i) > 0 ? scoreWithin(step, i, limit) : (i === 1 ? -1 : 1) * Number.POSITIVE_INFINITY;
  return {
    valueAt(step, z) {
      let i = 1;
      while (i < last && z > scores[i]) i++;
      const share = (z - scores[i - 1]) / (scores[i] - scores[i - 1]);
      const value = rows[i - 1][step] + 2 * (halfRise(step, i) * share);
      return withinNumbers(value);
    },
    scoreReaching(step, limit) {
      if (limit <= rows[0][step]) return scoreBeyond(step, 1, limit);
      for (let i = 1; i <= last; i++) if (limit <= rows[i][step]) return scoreWithin(step, i, limit);
      return scoreBeyond(step, last, limit);
    },
    scoreUpTo(step, limit) {
      if (limit >= rows[last][step]) return scoreBeyond(step, last, limit);
      for (let i = last; i >= 1; i--) if (limit >= rows[i - 1][step]) return scoreWithin(step, i, limit);
      return scoreBeyond(step, 1, limit);
    },
  };
}
