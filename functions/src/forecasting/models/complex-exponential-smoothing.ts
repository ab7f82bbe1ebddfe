import type { Forecaster } from '../forecaster.ts';
import { type ComplexSmoothing, fitComplexSmoothing } from './complex-smoothing.ts';
import { errorGrowth } from './error-growth.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';

const LENGTH_MIN = 6;
/** α₀, α₁ and the two initial states. */
const PARAMETERS = 4;

/**
 * Complex exponential smoothing (CES) by name: one model for stationary and trending series alike, without a season.
 * Standard deviation σ√(1 + Σcⱼ²), where cⱼ is what one error adds j steps later. See `fitComplexSmoothing`.
 * Source: Svetunkov, Kourentzes & Ord (2022).
 */
export const complexSmoothing: Forecaster = {
  name: 'complex-smoothing',
  minimumLength: () => LENGTH_MIN,
  fit(y) {
    requireLength('complex smoothing', y, LENGTH_MIN);
    const fit = fitComplexSmoothing(y);
    const sigma = Math.sqrt(fit.sse / (y.length - PARAMETERS));
    return {
      name: 'complex-smoothing',
      residuals: oneStepErrors(y, fit),
      predict: (h, levels) => {
        const spread = errorGrowth(responses(fit, h)).map((growth) => sigma * growth);
        return normalPrediction(Array.from(fit.forecast(h)), spread, levels);
      },
    };
  },
};

function oneStepErrors(y: readonly number[], fit: ComplexSmoothing): number[] {
  const { alpha0, alpha1 } = fit;
  let { initialLevel: level, initialPotential: potential } = fit;
  return y.map((value) => {
    const error = value - level;
    const before = level;
    level = before - (1 - alpha1) * potential + (alpha0 - alpha1) * error;
    potential = before + (1 - alpha0) * potential + (alpha0 + alpha1) * error;
    return error;
  });
}

/** What one error adds to the forecasts 1, 2, … h steps after it. */
function responses({ alpha0, alpha1 }: ComplexSmoothing, h: number): Float64Array {
  let level = alpha0 - alpha1;
  let potential = alpha0 + alpha1;
  return new Float64Array(h).map(() => {
    const response = level;
    level = response - (1 - alpha1) * potential;
    potential = response + (1 - alpha0) * potential;
    return response;
  });
}
