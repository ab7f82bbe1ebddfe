import type { TrendKind } from './trend-smoothing.ts';

/** Parameters of an ETS form: those of smoothing, initial states (of the season, all but one) and the variance. */
export function countEtsParameters(trend: TrendKind, seasonLength: number): number {
  const trendParameters = { none: 0, additive: 2, damped: 3 }[trend];
  return 3 + trendParameters + (seasonLength > 0 ? seasonLength : 0);
}

/**
 * Akaike's information criterion corrected for short series, from −2 log likelihood, `n` points and `k` parameters;
 * Infinity where `n` leaves nothing to judge by. Source: Hurvich & Tsai (1989).
 */
export function correctedAic(deviance: number, n: number, k: number): number {
  const spare = n - k - 1;
  return spare > 0 ? deviance + 2 * k + (2 * k * (k + 1)) / spare : Number.POSITIVE_INFINITY;
}
