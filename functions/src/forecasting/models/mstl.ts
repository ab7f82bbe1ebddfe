import type { FitOptions, Forecaster } from '../forecaster.ts';
import { mstl as decompose } from '../transforms/mstl.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { averageTrends } from './trend-average.ts';

const LENGTH_MIN = 4;

/**
 * Forecast by decomposition: MSTL takes all seasons out by loess, exponential smoothings without a season, averaged by
 * AICc, continue the rest, and the last cycle of each season is repeated. Seasons may change slowly and are additive.
 * Standard deviations are those of the rest alone. Without a season it is the average of the smoothings.
 * Source: Bandara, Hyndman & Bergmeir (2021); Hyndman & Athanasopoulos (2021), §13.1; reference R forecast 8.20
 * `stlf()`, which continues the rest by the one best of them.
 */
export const mstl: Forecaster = {
  name: 'mstl',
  minimumLength: (options) => Math.max(LENGTH_MIN, 2 * Math.max(1, ...seasonsOf(options)) + 1),
  fit(y, options) {
    requireLength('MSTL', y, mstl.minimumLength(options));
    const n = y.length;
    const lengths = seasonsOf(options);
    const seasons = lengths.length > 0 ? decompose(y, lengths).seasons : [];
    const ascending = [...lengths].sort((a, b) => a - b);
    const adjusted = Float64Array.from(y, (value, t) =>
      seasons.reduce((rest, season) => rest - season[t], value),
    );
    const smoothings = averageTrends(adjusted);
    const repeated = (step: number) =>
      seasons.reduce((sum, season, i) => sum + season[n - ascending[i] + ((step - 1) % ascending[i])], 0);
    return {
      name: lengths.length > 0 ? `mstl[${ascending.join('+')}]` : 'mstl (without season)',
      residuals: [...smoothings.residuals],
      predict: (h, levels) => {
        const { mean, standardDeviation } = smoothings.forecast(h);
        const whole = mean.map((value, i) => value + repeated(i + 1));
        return normalPrediction(whole, [...standardDeviation], levels);
      },
    };
  },
};

function seasonsOf({ seasonLength, seasonLengths = [seasonLength] }: FitOptions): number[] {
  return [...new Set(seasonLengths)].filter((length) => length > 1);
}
