import type { Forecaster } from '../forecaster.ts';
import { errorGrowth, errorWeights } from './error-growth.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { continueTrend, fitTrendSmoothing, type TrendKind, type TrendSmoothing } from './trend-smoothing.ts';

/** Fewest points that leave a degree of freedom. */
const LENGTH_MIN: Record<TrendKind, number> = { none: 3, additive: 5, damped: 6 };
const PARAMETERS: Record<TrendKind, number> = { none: 2, additive: 4, damped: 5 };

/**
 * A method that continues a series by exponential smoothing of `kind`, without a season. Standard deviation
 * σ√(1 + Σcⱼ²) with cⱼ = α + β(φ + … + φʲ), σ² with n less the number of parameters degrees of freedom.
 * Source: Hyndman et al. (2008), table 6.1.
 */
export function trendForecaster(name: string, kind: TrendKind): Forecaster {
  return {
    name,
    minimumLength: () => LENGTH_MIN[kind],
    fit(y) {
      requireLength(name, y, LENGTH_MIN[kind]);
      const fit = fitTrendSmoothing(y, kind);
      const residuals = oneStepErrors(y, fit);
      const squares = residuals.reduce((sum, e) => sum + e * e, 0);
      const sigma = Math.sqrt(squares / (y.length - PARAMETERS[kind]));
      return {
        name,
        residuals,
        predict: (h, levels) => {
          const growth = errorGrowth(errorWeights({ ...fit, gamma: 0 }, 0, h));
          const spread = growth.map((g) => sigma * g);
          return normalPrediction(Array.from(continueTrend(fit, h)), spread, levels);
        },
      };
    },
  };
}

function oneStepErrors(y: readonly number[], fit: TrendSmoothing): number[] {
  const { alpha, beta, phi } = fit;
  let { initialLevel: level, initialSlope: slope } = fit;
  return y.map((value) => {
    const expected = level + phi * slope;
    const error = value - expected;
    level = expected + alpha * error;
    slope = phi * slope + beta * error;
    return error;
  });
}
