import type { Forecaster } from '../forecaster.ts';
import { smoothDemand } from './croston-fit.ts';
import { demandModel } from './demand-prediction.ts';
import { requireLength } from './require-length.ts';

/** Smoothing of sizes and intervals alike, as the reference. */
export const CROSTON_ALPHA = 0.1;

/**
 * Croston's method for intermittent demand: the size of a demand over the interval between demands, for every period to
 * come. Too high by about α/2 (5 %) on average, since the mean of a ratio is not the ratio of means: see `crostonSba`.
 * For intervals see `demandModel`.
 * Source: Croston (1972); reference R forecast 8.20 `croston()`, with its α of 0.1.
 */
export const croston: Forecaster = crostonForecaster('croston', 1);

/** Croston's method with its rate times `factor`, where the series has zeros: without, there is no bias to remove. */
export function crostonForecaster(name: string, factor: number): Forecaster {
  return {
    name,
    minimumLength: () => 1,
    fit(y) {
      requireLength(name, y, 1);
      const { size, interval, ratios, rates } = smoothDemand(y, CROSTON_ALPHA);
      const applied = y.includes(0) ? factor : 1;
      return demandModel({
        name,
        residuals: y.slice(1).map((value, t) => value - applied * rates[t + 1]),
        rate: (applied * size) / interval,
        probability: applied / interval,
        size,
        ratios,
      });
    },
  };
}
