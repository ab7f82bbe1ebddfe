import { describe, expect, it } from 'vitest';
import { linearTrend } from '../numerics/linear-trend.ts';
import { fitDynamicTheta } from './dynamic-theta.ts';

const y = [12, 15, 11, 18, 21, 19, 24, 22, 27, 30];

/**
 * Equations 12 to 16 of Fiorucci et al. (2016) as they stand, with the line fitted anew to all points at each step:
 * one-step forecasts of all points but the first, then of the horizon.
 */
function byTheBook(alpha: number, weight: number, initialLevel: number, h: number): number[] {
  const seen = [y[0]];
  const forecasts: number[] = [];
  let level = alpha * y[0] + (1 - alpha) * initialLevel;
  for (let t = 1; t < y.length + h; t++) {
    const { intercept, slope } = linearTrend(seen);
    const fade = (1 - alpha) ** t;
    const [a, b] = [intercept - slope, slope];
    const expected = level + weight * (fade * a + ((1 - (1 - alpha) ** (t + 1)) / alpha) * b);
    forecasts.push(expected);
    const value = y[t] ?? expected;
    seen.push(value);
    level = alpha * value + (1 - alpha) * level;
  }
  return forecasts;
}

describe('dynamic optimised Theta', () => {
  const fit = fitDynamicTheta(y);
  const book = byTheBook(fit.alpha, fit.lineWeight, fit.initialLevel, 5);

  it('forecasts what its equations say', () => {
    fit.forecast(5).forEach((value, i) => {
      expect(value).toBeCloseTo(book[y.length - 1 + i], 9);
    });
  });

  it('minimises the squared errors from the fourth point on', () => {
    const loss = (alpha: number, weight: number, level: number) =>
      byTheBook(alpha, weight, level, 0)
        .slice(2)
        .reduce((sum, value, i) => sum + (y[i + 3] - value) ** 2, 0);
    const at = (da: number, dw: number, dl: number) =>
      byTheBook(fit.alpha + da, fit.lineWeight + dw, fit.initialLevel + dl, 0)
        .slice(2)
        .reduce((sum, value, i) => sum + (y[i + 3] - value) ** 2, 0);
    expect(loss(fit.alpha, fit.lineWeight, fit.initialLevel)).toBeCloseTo(fit.sse, 8);
    for (const [da, dw, dl] of [
      [0.02, 0, 0],
      [-0.005, 0, 0],
      [0, -0.05, 0],
      [0, 0, 0.5],
      [0, 0, -0.5],
    ]) {
      expect(at(da, dw, dl)).toBeGreaterThanOrEqual(fit.sse - 1e-3);
    }
  });

  it('keeps θ at 1 or above', () => {
    expect(fit.lineWeight).toBeGreaterThanOrEqual(0);
    expect(fit.lineWeight).toBeLessThanOrEqual(1);
    expect(fitDynamicTheta(y.map((value) => -value)).lineWeight).toBeCloseTo(fit.lineWeight, 9);
  });

  it('scales with the series and continues a constant', () => {
    const scaled = fitDynamicTheta(y.map((value) => 8 * value)).forecast(3);
    fit.forecast(3).forEach((value, i) => {
      expect(scaled[i]).toBeCloseTo(8 * value, 9);
    });
    for (const value of fitDynamicTheta(new Array<number>(12).fill(5)).forecast(3))
      expect(value).toBeCloseTo(5, 6);
  });
});
