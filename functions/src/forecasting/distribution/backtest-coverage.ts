import { coverage } from '../evaluation/accuracy.ts';
import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import { mean } from '../numerics/statistics.ts';
import { predictDistribution } from './predict-distribution.ts';

/**
 * Share of backtest outcomes that fell within the interval of each level, 0 to 1. The interval of each origin is
 * calibrated on the errors of the others, so that no outcome widens its own; with one origin it is the model's own.
 */
export function backtestCoverage(
  origins: readonly OriginForecast[],
  levels: readonly number[],
  length: number,
): number[] {
  const shares = origins.map((origin) => {
    const others = origins.filter((other) => other !== origin);
    const { intervals } = predictDistribution(origin, others, levels, length);
    return intervals.map((interval) => coverage(origin.actual, interval) ?? 0);
  });
  return levels.map((_, i) => mean(shares.map((share) => share[i])));
}
