import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import { isotonicIncreasing } from '../numerics/isotonic-increasing.ts';
import { mean } from '../numerics/statistics.ts';

/** Weight of the model's own standard deviation, in origins: with as many origins both count alike. */
const OWN_WEIGHT = 2;
/** Neighbouring steps, as a share of the horizon, over which the factor is smoothed. */
const SMOOTHING_SHARE = 0.25;

/**
 * Standard deviation at each step ahead: the model's `own`, corrected by the ratio of backtest errors to what the model
 * had promised at each origin. The squared ratio is averaged over origins and neighbouring steps and mixed with 1, the
 * more so the fewer the origins; the result never falls with the horizon. Steps beyond the backtest keep its last
 * factor. Without `origins` it is `own`.
 */
export function calibrateSpread(own: readonly number[], origins: readonly OriginForecast[]): number[] {
  if (origins.length === 0) return isotonicIncreasing(own);
  const ratios = smooth(squaredRatios(origins));
  const factors = ratios.map((ratio) =>
    Math.sqrt((OWN_WEIGHT + origins.length * ratio) / (OWN_WEIGHT + origins.length)),
  );
  return isotonicIncreasing(own.map((value, i) => value * factors[Math.min(i, factors.length - 1)]));
}

/** Mean square of error over promised standard deviation at each step; 1 where nothing was promised and none came. */
function squaredRatios(origins: readonly OriginForecast[]): number[] {
  return origins[0].mean.map((_, i) =>
    mean(
      origins.map(({ mean: forecast, standardDeviation, actual }) => {
        const error = actual[i] - forecast[i];
        return standardDeviation[i] > 0 ? (error / standardDeviation[i]) ** 2 : 1;
      }),
    ),
  );
}

function smooth(x: readonly number[]): number[] {
  const reach = Math.ceil(SMOOTHING_SHARE * x.length);
  return x.map((_, i) => mean(x.slice(Math.max(0, i - reach), i + reach + 1)));
}
