import type { Severity } from './types.ts';

/** Rarity at which the score is 1: eight decades. */
const DECADES = 8;

/**
 * Turns the tail probability of a point into its score: the decades of rarity over eight, so that 0.25 is 1
 * point in 100, 0.5 one in 10,000, 0.75 one in a million and 1 one in a hundred million or fewer. `p` in [0,
 * 1]; 0 gives 1.
 */
export function scoreOf(p: number): number {
  return p >= 1 ? 0 : Math.min(1, -Math.log10(p) / DECADES);
}

/** The tail probability that a score stands for. */
export function probabilityOf(score: number): number {
  return 10 ** (-DECADES * score);
}

/** Score from which a point is anomalous: 0.75 at sensitivity 0, 0.5 at 0.5, 0.25 at 1. */
export function thresholdOf(sensitivity: number): number {
  return 0.75 - 0.5 * sensitivity;
}

/**
 * Severity of an anomalous point, a decade of rarity a step. It depends on the score alone, so that
 * sensitivity never relabels an anomaly.
 */
export function severityOf(score: number): Exclude<Severity, 'none'> {
  if (score >= 0.875) return 'critical';
  if (score >= 0.75) return 'high';
  return score >= 0.625 ? 'medium' : 'low';
}
