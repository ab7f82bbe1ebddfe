import type { Forecaster } from '../forecaster.ts';
import { meanSquare } from '../numerics/statistics.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

/**
 * Naive method (random walk): every future value is the last one seen. Standard deviation σ√h with σ² the mean square
 * of the first differences. One point gives a standard deviation of 0.
 * Reference: R forecast 8.20 `rwf()`.
 */
export const naive: Forecaster = {
  name: 'naive',
  minimumLength: () => 1,
  fit(y) {
    requireLength('naive', y, 1);
    const last = y[y.length - 1];
    const residuals = y.slice(1).map((value, t) => value - y[t]);
    const sigma = Math.sqrt(meanSquare(residuals));
    return {
      name: 'naive',
      residuals,
      predict: (h, levels) =>
        normalPrediction(
          steps(h, () => last),
          steps(h, (step) => sigma * Math.sqrt(step)),
          levels,
        ),
    };
  },
};
