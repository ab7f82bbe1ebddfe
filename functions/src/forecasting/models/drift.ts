import type { Forecaster } from '../forecaster.ts';
import { meanSquare } from '../numerics/statistics.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

/**
 * Random walk with drift: the line through the first and the last point, continued. Standard deviation
 * σ√(h + h²/(n−1)), which includes the uncertainty of the drift; σ² has n−2 degrees of freedom.
 * Reference: R forecast 8.20 `rwf(drift = TRUE)`; Hyndman & Athanasopoulos (2021), §5.2.
 */
export const drift: Forecaster = {
  name: 'drift',
  minimumLength: () => 2,
  fit(y) {
    requireLength('drift', y, 2);
    const differences = y.length - 1;
    const last = y[differences];
    const slope = (last - y[0]) / differences;
    const residuals = y.slice(1).map((value, t) => value - y[t] - slope);
    const sigma = Math.sqrt((meanSquare(residuals) * differences) / Math.max(1, differences - 1));
    return {
      name: 'drift',
      residuals,
      predict: (h, levels) =>
        normalPrediction(
          steps(h, (step) => last + slope * step),
          steps(h, (step) => sigma * Math.sqrt(step + step ** 2 / differences)),
          levels,
        ),
    };
  },
};
