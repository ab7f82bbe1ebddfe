import type { Expert } from './expert.ts';

/** What a group of experts expects together. */
export interface Pool {
  centre: number;
  spread: number;
  /** Spreads to either side, where they differ. */
  below?: number;
  above?: number;
}

/**
 * Bayesian model averaging with forgetting (Raftery, Kárný and Ettler 2010): experts are weighed by the
 * exponential of their discounted evidence; the spread adds their disagreement to their own spreads. Writes
 * into `pool`; all spreads 0 (a constant series) give the plain mean. `experts` is not empty. Weights are kept with the
 * experts, and no exponential is taken twice for the same evidence.
 */
export function poolExperts(experts: readonly Expert[], pool: Pool): void {
  let best = -Infinity;
  for (const expert of experts) best = Math.max(best, expert.record.evidence);
  let total = 0;
  let centre = 0;
  for (const expert of experts) {
    const behind = best - expert.record.evidence;
    if (behind !== expert.behind) {
      expert.behind = behind;
      expert.weight = Math.exp(-behind);
    }
    total += expert.weight;
    centre += expert.weight * (expert.centre - experts[0].centre);
  }
  pool.centre = experts[0].centre + centre / total;
  let spread = 0;
  for (const expert of experts)
    spread += expert.weight * (expert.spread + Math.abs(expert.centre - pool.centre));
  pool.spread = spread / total;
}
