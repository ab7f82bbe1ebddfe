import type { Forecaster } from '../forecaster.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

/**
 * Simple exponential smoothing: the future is a weighted mean of the past, flat over the horizon. Standard deviation
 * σ√(1 + (h−1)α²), σ² with n−2 degrees of freedom. Ignores seasons; a constant series is continued with width 0.
 * Source: Hyndman et al. (2008), table 6.1; reference R forecast 8.20 `ses()`.
 */
export const ses: Forecaster = {
  name: 'ses',
  minimumLength: () => 2,
  fit(y) {
    requireLength('ses', y, 2);
    const { alpha, level, residuals, sse } = exponentialSmoothing(y);
    const sigma = Math.sqrt(sse / Math.max(1, y.length - 2));
    return {
      name: 'ses',
      residuals,
      predict: (h, levels) =>
        normalPrediction(
          steps(h, () => level),
          steps(h, (step) => sigma * Math.sqrt(1 + (step - 1) * alpha ** 2)),
          levels,
        ),
    };
  },
};
