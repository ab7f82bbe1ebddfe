import type { Forecaster } from '../forecaster.ts';
import { linearTrend } from '../numerics/linear-trend.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';
import { steps } from './steps.ts';

/**
 * Theta method: simple exponential smoothing plus half of the linear trend, on the seasonally adjusted series where a
 * season is found; winner of the M3 competition. Multiplicative seasons for positive series (as the reference),
 * additive ones elsewhere (where the reference divides by them all the same).
 * Source: Assimakopoulos & Nikolopoulos (2000); Hyndman & Billah (2003), equation 3; R forecast 8.20 `thetaf()`.
 */
export const theta: Forecaster = seasonallyAdjusted({
  name: 'theta',
  minimumLength: () => 3,
  fit(y) {
    requireLength('theta', y, 3);
    const n = y.length;
    const { alpha, level, residuals, sse } = exponentialSmoothing(y);
    const halfSlope = linearTrend(y).slope / 2;
    const lead = (1 - (1 - alpha) ** n) / alpha;
    const sigma = Math.sqrt(sse / Math.max(1, n - 2));
    return {
      name: 'theta',
      residuals,
      predict: (h, levels) =>
        normalPrediction(
          steps(h, (step) => level + halfSlope * (step - 1 + lead)),
          steps(h, (step) => sigma * Math.sqrt(1 + (step - 1) * alpha ** 2)),
          levels,
        ),
    };
  },
});
