import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-models.json' with { type: 'json' };
import { linearTrend } from '../numerics/linear-trend.ts';
import { dynamicOptimisedTheta } from './dynamic-optimised-theta.ts';
import { dynamicOptimisedThetaLog } from './dynamic-optimised-theta-log.ts';
import { optimisedTheta } from './optimised-theta.ts';
import { continueStaticTheta, fitStaticTheta } from './static-theta.ts';

const y = [12, 15, 11, 18, 21, 19, 24, 22, 27, 30];
const options = { seasonLength: 1 };

/** Equations 7 to 11 of Fiorucci et al. (2016) as they stand: one-step forecasts, then those of the horizon. */
function byTheBook(
  values: readonly number[],
  alpha: number,
  theta: number,
  level0: number,
  h: number,
): number[] {
  const { intercept, slope } = linearTrend(values);
  const [a, b] = [intercept - slope, slope];
  const n = values.length;
  const pull = (t: number) =>
    (1 - 1 / theta) * ((1 - alpha) ** (t - 1) * a + ((1 - (1 - alpha) ** t) / alpha) * b);
  const forecasts: number[] = [];
  let level = level0;
  values.forEach((value, i) => {
    forecasts.push(level + pull(i + 1));
    level = alpha * value + (1 - alpha) * level;
  });
  for (let step = 1; step <= h; step++)
    forecasts.push(level + pull(n + 1) + (1 - 1 / theta) * b * (step - 1));
  return forecasts;
}

describe('the optimised Theta model', () => {
  const fit = fitStaticTheta(y);
  const theta = 1 / (1 - fit.lineWeight);

  it('forecasts what its equations say', () => {
    const errors = new Float64Array(y.length);
    const path = continueStaticTheta(y, fit, 5, errors);
    const book = byTheBook(y, fit.alpha, theta, fit.initialLevel, 5);
    errors.forEach((error, t) => {
      expect(error).toBeCloseTo(y[t] - book[t], 9);
    });
    path.forEach((value, i) => {
      expect(value).toBeCloseTo(book[y.length + i], 9);
    });
  });

  it.each(fixture.theta)(
    'errs no more on $name than by the general optimiser of R',
    ({ y: values, optimisedSse }) => {
      expect(fitStaticTheta(values).sse).toBeLessThanOrEqual(optimisedSse * (1 + 1e-4));
    },
  );

  // With θ = 2 what is left apart from R's thetaf() is half of (1 − α)ⁿ(A + B), which fades.
  it.each(fixture.theta)(
    'is standard Theta with θ = 2: thetaf() of R on $name',
    ({ y: values, alpha, level, mean }) => {
      const { intercept } = linearTrend(values);
      const fading = ((1 - alpha) ** values.length * intercept) / 2;
      continueStaticTheta(values, { alpha, initialLevel: level, lineWeight: 0.5 }, mean.length).forEach(
        (value, i) => {
          expect(Math.abs(value - fading - mean[i])).toBeLessThan(1e-6 * Math.abs(mean[i]));
        },
      );
    },
  );

  it('is simple exponential smoothing with θ = 1, which has no drift', () => {
    const path = continueStaticTheta(y, { alpha: 0.4, initialLevel: 12, lineWeight: 0 }, 3);
    const level = y.reduce((before, value) => before + 0.4 * (value - before), 12);
    for (const value of path) expect(value).toBeCloseTo(level, 12);
  });
});

describe('by name', () => {
  it('optimised Theta widens as simple exponential smoothing', () => {
    const { alpha } = fitStaticTheta(y);
    const { standardDeviation } = optimisedTheta.fit(y, options).predict(4);
    standardDeviation.forEach((value, i) => {
      expect(value / standardDeviation[0]).toBeCloseTo(Math.sqrt(1 + i * alpha ** 2), 9);
    });
  });

  it('dynamic Theta widens by what an error does to the steps after it', () => {
    const fitted = dynamicOptimisedTheta.fit(y, options);
    const { standardDeviation } = fitted.predict(5);
    expect(fitted.residuals).toHaveLength(y.length - 1);
    for (let i = 1; i < 5; i++) expect(standardDeviation[i]).toBeGreaterThan(standardDeviation[i - 1]);
  });

  it('in logarithms continues a growth by percentages', () => {
    const growing = Array.from({ length: 24 }, (_, t) => 100 * 1.05 ** t);
    const { mean } = dynamicOptimisedThetaLog.fit(growing, options).predict(4);
    mean.forEach((value, i) => {
      expect(Math.abs(value / (100 * 1.05 ** (24 + i)) - 1)).toBeLessThan(0.02);
    });
  });

  it('in logarithms has intervals that are wider upwards and never negative', () => {
    const { mean, intervals } = dynamicOptimisedThetaLog.fit(y, options).predict(12, [95]);
    const [{ lower, upper }] = intervals;
    mean.forEach((value, i) => {
      expect(lower[i]).toBeGreaterThan(0);
      expect(upper[i] - value).toBeGreaterThan(value - lower[i]);
    });
  });

  it('in logarithms keeps to levels where a value is not positive', () => {
    const negative = y.map((value) => value - 12);
    const [logged, plain] = [dynamicOptimisedThetaLog, dynamicOptimisedTheta].map(
      (method) => method.fit(negative, options).predict(3).mean,
    );
    expect(logged).toEqual(plain);
  });
});
