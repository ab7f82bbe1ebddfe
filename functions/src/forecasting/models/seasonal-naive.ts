import type { Forecaster } from '../forecaster.ts';
import { meanSquare } from '../numerics/statistics.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

/**
 * Seasonal naive method: each future value is the one a season earlier; the benchmark that a forecast must beat.
 * Standard deviation σ√k in the k-th season ahead, σ² the mean square of the seasonal differences. Exactly one season
 * of data gives a standard deviation of 0; season length 1 is the naive method.
 * Reference: R forecast 8.20 `snaive()`.
 */
export const seasonalNaive: Forecaster = {
  name: 'seasonal-naive',
  minimumLength: ({ seasonLength }) => seasonLength,
  fit(y, { seasonLength: m }) {
    requireLength('seasonal naive', y, m);
    const n = y.length;
    const residuals = y.slice(m).map((value, t) => value - y[t]);
    const sigma = Math.sqrt(meanSquare(residuals));
    return {
      name: 'seasonal-naive',
      residuals,
      predict: (h, levels) =>
        normalPrediction(
          steps(h, (step) => y[n - m + ((step - 1) % m)]),
          steps(h, (step) => sigma * Math.sqrt(Math.ceil(step / m))),
          levels,
        ),
    };
  },
};
