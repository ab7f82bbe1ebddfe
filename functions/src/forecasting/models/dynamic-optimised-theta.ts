import type { FittedModel, Forecaster } from '../forecaster.ts';
import { continueDynamicTheta, fitDynamicTheta } from './dynamic-theta.ts';
import { errorGrowth } from './error-growth.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';

/** Fewest points that leave an error to judge by beside three parameters and three errors that are not judged. */
export const DYNAMIC_THETA_LENGTH_MIN = 7;
/** The first value has no error. */
const UNTESTED = 1;
/** One-step errors that the fit does not judge, and α, θ and ℓ₀. */
const FREEDOM_LOST = 3 + 3;

/**
 * Dynamic optimised Theta (DOTM) on the seasonally adjusted series: the line is fitted anew at each step, so that the
 * trend follows the series. The forecast is linear in the series, and the standard deviation follows from what one error
 * adds to the steps after it (the line ages as it gets longer; over the horizon that is left out). See `fitDynamicTheta`.
 * Source: Fiorucci et al. (2016).
 */
export const dynamicOptimisedTheta: Forecaster = seasonallyAdjusted({
  name: 'dynamic-optimised-theta',
  minimumLength: () => DYNAMIC_THETA_LENGTH_MIN,
  fit: (y) => fitDynamicOptimisedTheta(y),
});

/** The same without looking for a season. */
export function fitDynamicOptimisedTheta(y: readonly number[]): FittedModel {
  requireLength('dynamic optimised theta', y, DYNAMIC_THETA_LENGTH_MIN);
  const fit = fitDynamicTheta(y);
  const errors = new Float64Array(y.length);
  continueDynamicTheta(y, fit, 0, errors);
  const sigma = Math.sqrt(fit.sse / (y.length - FREEDOM_LOST));
  return {
    name: 'dynamic-optimised-theta',
    residuals: Array.from(errors.subarray(UNTESTED)),
    predict: (h, levels) => {
      const lastOnly = y.map((_, t) => (t === y.length - 1 ? 1 : 0));
      const response = continueDynamicTheta(lastOnly, { ...fit, initialLevel: 0 }, h);
      const spread = errorGrowth(response).map((growth) => sigma * growth);
      return normalPrediction(Array.from(fit.forecast(h)), spread, levels);
    },
  };
}
