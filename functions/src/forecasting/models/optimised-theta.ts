import type { Forecaster } from '../forecaster.ts';
import { errorGrowth } from './error-growth.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';
import { continueStaticTheta, fitStaticTheta } from './static-theta.ts';

const LENGTH_MIN = 5;
/** α, θ and ℓ₀. */
const PARAMETERS = 3;

/**
 * Optimised Theta (OTM) on the seasonally adjusted series: as Theta, but how far the series is bent towards its line is
 * estimated, too. Standard deviation σ√(1 + (h−1)α²). See `fitStaticTheta`.
 * Source: Fiorucci et al. (2016).
 */
export const optimisedTheta: Forecaster = seasonallyAdjusted({
  name: 'optimised-theta',
  minimumLength: () => LENGTH_MIN,
  fit(y) {
    requireLength('optimised theta', y, LENGTH_MIN);
    const fit = fitStaticTheta(y);
    const errors = new Float64Array(y.length);
    continueStaticTheta(y, fit, 0, errors);
    const sigma = Math.sqrt(fit.sse / (y.length - PARAMETERS));
    return {
      name: 'optimised-theta',
      residuals: Array.from(errors),
      predict: (h, levels) =>
        normalPrediction(
          Array.from(continueStaticTheta(y, fit, h)),
          errorGrowth(new Array<number>(h).fill(fit.alpha)).map((growth) => sigma * growth),
          levels,
        ),
    };
  },
});
