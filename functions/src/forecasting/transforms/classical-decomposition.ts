import { movingAverage } from './moving-average.ts';

/** Seasonal indices of one season: added to the rest of the series, or multiplied with it. */
export interface SeasonalIndices {
  readonly kind: 'additive' | 'multiplicative';
  /** Index of each phase, `indices[t mod m]`; they average 0 (additive) or 1 (multiplicative). */
  readonly indices: readonly number[];
}

/** A multiplicative index below this makes dividing by it meaningless. */
const INDEX_MIN = 0.01;

/**
 * Classical decomposition by moving averages: the seasonal indices of `y` for seasons of `m` steps. Phases are means
 * over all seasons of the detrended series. Needs 2m points; multiplicative needs a positive series.
 * Reference: R's `decompose()`.
 */
export function classicalIndices(
  y: readonly number[],
  m: number,
  kind: SeasonalIndices['kind'],
): SeasonalIndices {
  const trend = movingAverage(y, m);
  const sums = new Array<number>(m).fill(0);
  const counts = new Array<number>(m).fill(0);
  for (let t = 0; t < y.length; t++) {
    if (Number.isNaN(trend[t])) continue;
    sums[t % m] += kind === 'additive' ? y[t] - trend[t] : y[t] / trend[t];
    counts[t % m]++;
  }
  const raw = sums.map((sum, phase) => sum / Math.max(1, counts[phase]));
  const centre = raw.reduce((a, b) => a + b, 0) / m;
  return { kind, indices: raw.map((index) => (kind === 'additive' ? index - centre : index / centre)) };
}

/**
 * The classical indices that suit `y`: multiplicative where the series is positive and no index is near zero,
 * additive elsewhere.
 */
export function suitableIndices(y: readonly number[], m: number): SeasonalIndices {
  if (y.every((value) => value > 0)) {
    const multiplicative = classicalIndices(y, m, 'multiplicative');
    if (multiplicative.indices.every((index) => index > INDEX_MIN)) return multiplicative;
  }
  return classicalIndices(y, m, 'additive');
}

/** `y` without its season. */
export function removeIndices(y: readonly number[], { kind, indices }: SeasonalIndices): number[] {
  const m = indices.length;
  return y.map((value, t) => (kind === 'additive' ? value - indices[t % m] : value / indices[t % m]));
}
