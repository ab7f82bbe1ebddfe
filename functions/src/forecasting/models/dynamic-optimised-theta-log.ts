import type { FittedModel, Forecaster } from '../forecaster.ts';
import { DYNAMIC_THETA_LENGTH_MIN, fitDynamicOptimisedTheta } from './dynamic-optimised-theta.ts';
import { seasonallyAdjusted } from './seasonally-adjusted.ts';

/** How far forecasts made in logarithms may leave the last value, in natural logarithms. */
const RISE_MAX = 3;
const FALL_MAX = 4;
/** Larger variances of the logarithm are taken for this one. */
const VARIANCE_MAX = 4;

/**
 * Dynamic optimised Theta of the logarithms: growth by percentages. The forecast is the median, exp of the forecast of
 * the logarithm, at most 20 times the last value and at least a 55th; intervals are log-normal. A series that is not
 * positive is continued in levels.
 * Source: Fiorucci et al. (2016), with logarithms as Spiliotis, Assimakopoulos & Makridakis (2020) use them.
 */
export const dynamicOptimisedThetaLog: Forecaster = seasonallyAdjusted({
  name: 'dynamic-optimised-theta-log',
  minimumLength: () => DYNAMIC_THETA_LENGTH_MIN,
  fit(y) {
    if (y.some((value) => value <= 0)) return fitDynamicOptimisedTheta(y);
    return fromLogarithms(fitDynamicOptimisedTheta(y.map(Math.log)), y);
  },
});

function fromLogarithms(fitted: FittedModel, y: readonly number[]): FittedModel {
  const last = Math.log(y[y.length - 1]);
  const value = (x: number) => Math.exp(Math.max(last - FALL_MAX, Math.min(last + RISE_MAX, x)));
  return {
    name: 'dynamic-optimised-theta-log',
    residuals: fitted.residuals.map((e, i) => {
      const actual = y[y.length - fitted.residuals.length + i];
      return actual * (1 - Math.exp(-e));
    }),
    predict: (h, levels) => {
      const logged = fitted.predict(h, levels);
      const mean = logged.mean.map(value);
      const relative = logged.standardDeviation.map((s) =>
        Math.sqrt(Math.expm1(Math.min(VARIANCE_MAX, s ** 2))),
      );
      return {
        mean,
        standardDeviation: mean.map((one, i) => one * relative[i]),
        intervals: logged.intervals.map(({ level, lower, upper }) => ({
          level,
          lower: lower.map(value),
          upper: upper.map(value),
        })),
      };
    },
  };
}
