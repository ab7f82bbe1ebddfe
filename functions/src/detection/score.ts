import type { Severity } from './types.ts';

/** Rarity at which the score is 1: eight decades. */
const DECADES = 8;
/** Rarer than this is not told apart. */
const DECADES_MAX = 12;
/** Most decades that the memory takes from what the channels found, and adds to it. */
const TAKEN_DECADES = 1;
const ADDED_DECADES = 1.5;

/** Decades of rarity of a tail probability in [0, 1]: 4 is 1 in 10,000. At most 12. */
export function decadesOf(p: number): number {
  return p >= 1 ? 0 : Math.min(DECADES_MAX, -Math.log10(p));
}

/**
 * Decades of what is rare by two yardsticks of the same thing: their geometric mean, which is 0 when either is,
 * and nearer to the smaller one. A spike ten times as large as the noise is no news where there are larger ones
 * each day; one that is the largest ever is none within the noise.
 */
export function decadesOfBoth(a: number, b: number): number {
  return Math.sqrt(a * b);
}

/**
 * Decades on which two views of a point agree: the logarithmic opinion pool of their tail probabilities (Genest
 * and Zidek 1986) with equal weights. `memory` is heard within bounds: the channels, whose decades are
 * frequencies, are believed alone when they are one decade surer than is asked, and what only the memory finds
 * new is none of the series' surprises.
 */
export function decadesOfViews(channels: number, memory: number): number {
  const pooled = (channels + memory) / 2;
  return Math.min(Math.max(pooled, channels - TAKEN_DECADES), channels + ADDED_DECADES);
}

/**
 * The score of a point: its decades of rarity over eight, so that 0.25 is 1 point in 100, 0.5 one in 10,000,
 * 0.75 one in a million and 1 one in a hundred million or fewer.
 */
export function scoreOf(decades: number): number {
  return Math.min(1, Math.max(0, decades / DECADES));
}

/** The decades that a score stands for. */
export function decadesOfScore(score: number): number {
  return DECADES * score;
}

/** The tail probability that a score stands for. */
export function probabilityOf(score: number): number {
  return 10 ** -decadesOfScore(score);
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
