import { describe, expect, it } from 'vitest';
import { fitComplexSmoothing } from './complex-smoothing.ts';

const y = [12, 15, 11, 18, 21, 19, 24, 22, 27, 30];

describe('complex exponential smoothing', () => {
  it('with α₀ + iα₁ near 1 + i is the naive method on a random walk that never turns', () => {
    const steps = [10, 10, 10, 20, 20, 20, 20, 20, 20, 20, 20, 20];
    for (const value of fitComplexSmoothing(steps).forecast(4)) expect(Math.abs(value - 20)).toBeLessThan(2);
  });

  // The complex recursion as Svetunkov et al. write it: ŷ + ip̂ = (α₀+iα₁)(y + ie) + (1−α₀+i−iα₁)(ŷ + ip̂).
  it('follows its complex recursion from the state that it found', () => {
    const { alpha0, alpha1, sse, forecast } = fitComplexSmoothing(y);
    const [first, second, third] = forecast(3);
    // Without errors the state moves linearly: three forecasts obey the matrix's characteristic equation.
    const trace = 2 - alpha0;
    const determinant = 1 - alpha0 + (1 - alpha1);
    const path = forecast(6);
    for (let i = 2; i < 6; i++)
      expect(path[i]).toBeCloseTo(trace * path[i - 1] - determinant * path[i - 2], 8);
    expect([first, second, third].every(Number.isFinite)).toBe(true);
    expect(sse).toBeGreaterThan(0);
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
