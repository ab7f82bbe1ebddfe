import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-models.json' with { type: 'json' };
import { complexSmoothing } from './complex-exponential-smoothing.ts';
import { fitComplexSmoothing } from './complex-smoothing.ts';

const y = [12, 15, 11, 18, 21, 19, 24, 22, 27, 30];

describe('complex exponential smoothing', () => {
  it('with α₀ + iα₁ near 1 + i is the naive method on a random walk that never turns', () => {
    const steps = [10, 10, 10, 20, 20, 20, 20, 20, 20, 20, 20, 20];
    for (const value of fitComplexSmoothing(steps).forecast(4)) expect(Math.abs(value - 20)).toBeLessThan(2);
  });

  // Without errors the state is multiplied by [[1, α₁−1], [1, 1−α₀]] at each step, so that forecasts obey the
  // characteristic equation of that matrix.
  it('follows its own recursion over the horizon', () => {
    const { alpha0, alpha1, forecast } = fitComplexSmoothing(y);
    const path = forecast(6);
    const trace = 2 - alpha0;
    const determinant = 1 - alpha0 + (1 - alpha1);
    for (let i = 2; i < 6; i++) {
      expect(path[i]).toBeCloseTo(trace * path[i - 1] - determinant * path[i - 2], 8);
    }
  });

  // State space form, equation by equation; a grid over the initial state comes near the least squares.
  it('errs by what its equations say', () => {
    const { alpha0, alpha1, sse } = fitComplexSmoothing(y);
    const run = (level: number, potential: number) => {
      let sum = 0;
      let [l, c] = [level, potential];
      for (const value of y) {
        const error = value - l;
        sum += error ** 2;
        [l, c] = [
          l - (1 - alpha1) * c + (alpha0 - alpha1) * error,
          l + (1 - alpha0) * c + (alpha0 + alpha1) * error,
        ];
      }
      return sum;
    };
    let least = Number.POSITIVE_INFINITY;
    for (let level = 0; level <= 30; level += 0.25)
      for (let potential = -60; potential <= 60; potential += 0.25)
        least = Math.min(least, run(level, potential));
    expect(sse).toBeLessThanOrEqual(least);
    expect(sse).toBeGreaterThan(0.9 * least);
  });

  it('lies within the region in which old values fade', () => {
    const { alpha0, alpha1 } = fitComplexSmoothing(y);
    expect((alpha0 - 2.5) ** 2 + alpha1 ** 2).toBeGreaterThan(1.25);
    expect((alpha0 - 0.5) ** 2 + (alpha1 - 1) ** 2).toBeGreaterThan(0.25);
    expect((alpha0 - 1.5) ** 2 + (alpha1 - 0.5) ** 2).toBeLessThan(1.5);
  });

  it('scales with the series', () => {
    const base = fitComplexSmoothing(y).forecast(5);
    const scaled = fitComplexSmoothing(y.map((value) => value / 4)).forecast(5);
    base.forEach((value, i) => {
      expect(scaled[i]).toBeCloseTo(value / 4, 9);
    });
  });
});

// The reference is a recursion of ours in R, with the general optimiser there, since no package of Debian has the model.
describe.each(fixture.complexSmoothing)('on $name', ({ y: values, sse }) => {
  it('errs at most 3 % more than a longer search in R', () => {
    expect(fitComplexSmoothing(values).sse).toBeLessThan(1.03 * sse);
  });
});

describe('by name', () => {
  const fitted = complexSmoothing.fit(y, { seasonLength: 1 });

  it('forecasts what the fit does, with residuals that leave its sum of squares', () => {
    const fit = fitComplexSmoothing(y);
    expect(fitted.predict(4).mean).toEqual(Array.from(fit.forecast(4)));
    expect(fitted.residuals.reduce((sum, e) => sum + e * e, 0)).toBeCloseTo(fit.sse, 6);
  });

  // A last value that is higher by 1 is an error of 1 more, which moves the next forecasts by the responses.
  it('widens by what an error does to the steps after it', () => {
    const { alpha0, alpha1 } = fitComplexSmoothing(y);
    const { standardDeviation } = fitted.predict(2);
    expect(standardDeviation[1] / standardDeviation[0]).toBeCloseTo(Math.hypot(1, alpha0 - alpha1), 9);
  });
});
