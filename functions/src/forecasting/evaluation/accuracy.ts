import type { Interval } from '../forecaster.ts';

/**
 * Mean absolute scaled error: the mean absolute error in units of the in-sample error of the seasonal naive method, so
 * that 1 is as good as repeating last season. Null where that is 0 (a constant or exactly periodic history) or the
 * history has no second season.
 * Source: Hyndman & Koehler (2006); reference R forecast 8.20 `accuracy()`.
 */
export function mase(
  actual: readonly number[],
  mean: readonly number[],
  history: readonly number[],
  seasonLength = 1,
): number | null {
  const scale = naiveScale(history, seasonLength);
  if (scale === null || actual.length === 0) return null;
  return meanOf(actual, (y, i) => Math.abs(y - mean[i])) / scale;
}

/** In-sample mean absolute error of the seasonal naive method; null where it is 0 or there is no second season. */
export function naiveScale(history: readonly number[], seasonLength: number): number | null {
  let sum = 0;
  for (let t = seasonLength; t < history.length; t++) sum += Math.abs(history[t] - history[t - seasonLength]);
  return sum > 0 ? sum / (history.length - seasonLength) : null;
}

/**
 * Symmetric mean absolute percentage error in percent, 0 to 200, as M4 defines it; a step where both are 0 counts 0.
 * Null without steps. Source: Makridakis, Spiliotis & Assimakopoulos (2020).
 */
export function smape(actual: readonly number[], mean: readonly number[]): number | null {
  if (actual.length === 0) return null;
  return meanOf(actual, (y, i) => {
    const size = Math.abs(y) + Math.abs(mean[i]);
    return size === 0 ? 0 : (200 * Math.abs(y - mean[i])) / size;
  });
}

/** Mean error, actual minus forecast: positive where the forecast was too low. Null without steps. */
export function bias(actual: readonly number[], mean: readonly number[]): number | null {
  return actual.length === 0 ? null : meanOf(actual, (y, i) => y - mean[i]);
}

/** Share (0 to 1) of `actual` within the interval, ends included. Null without steps. */
export function coverage(
  actual: readonly number[],
  interval: Pick<Interval, 'lower' | 'upper'>,
): number | null {
  if (actual.length === 0) return null;
  return meanOf(actual, (y, i) => (y >= interval.lower[i] && y <= interval.upper[i] ? 1 : 0));
}

/**
 * Mean scaled interval score: width plus 2/α times what lies outside, in the units of MASE; α = 1 − level/100. Null
 * where MASE is. Source: Gneiting & Raftery (2007) as used in M4.
 */
export function msis(
  actual: readonly number[],
  interval: Interval,
  history: readonly number[],
  seasonLength = 1,
): number | null {
  const scale = naiveScale(history, seasonLength);
  if (scale === null || actual.length === 0) return null;
  const penalty = 2 / (1 - interval.level / 100);
  const score = meanOf(actual, (y, i) => {
    const outside = Math.max(0, interval.lower[i] - y) + Math.max(0, y - interval.upper[i]);
    return interval.upper[i] - interval.lower[i] + penalty * outside;
  });
  return score / scale;
}

function meanOf(x: readonly number[], f: (value: number, index: number) => number): number {
  return x.reduce((sum, value, i) => sum + f(value, i), 0) / x.length;
}
