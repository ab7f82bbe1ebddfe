import { describe, expect, it } from 'vitest';
import { randomNormals } from '../numerics/random-normals.ts';
import { fitLaggedAutoregression } from './lagged-autoregression.ts';

const options = { differences: 0, orderMax: 5, seasonalLags: [] } as const;

function simulate(length: number, next: (x: readonly number[], noise: number) => number): number[] {
  const noise = randomNormals(7);
  const x = [0, 0];
  while (x.length < length) x.push(next(x, noise()));
  return x;
}

describe('autoregression on chosen lags', () => {
  const second = simulate(2_000, (x, e) => 5 + 0.6 * (x[x.length - 1] - 5) - 0.3 * (x[x.length - 2] - 5) + e);

  it('finds order, coefficients and mean of a long simulated series', () => {
    const fit = fitLaggedAutoregression(second, options);
    expect(fit?.lags.slice(0, 2)).toEqual([1, 2]);
    expect(fit?.coefficients[0]).toBeCloseTo(0.6, 1);
    expect(fit?.coefficients[1]).toBeCloseTo(-0.3, 1);
    expect(fit?.mean).toBeCloseTo(5, 0);
  });

  it('fades towards the mean', () => {
    const fit = fitLaggedAutoregression(second, options);
    expect(fit?.forecast(60)[59]).toBeCloseTo(fit?.mean ?? 0, 3);
  });

  it('takes a seasonal lag where it helps', () => {
    const seasonal = simulate(600, (x, e) => 0.9 * (x[x.length - 12] ?? 0) + e);
    const fit = fitLaggedAutoregression(seasonal, { ...options, seasonalLags: [12] });
    expect(fit?.lags).toContain(12);
  });

  it('continues a straight line by its changes', () => {
    const line = Array.from({ length: 30 }, (_, t) => 7 + 2 * t);
    const path = fitLaggedAutoregression(line, { ...options, differences: 1 })?.forecast(3) ?? [];
    expect([...path].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([67, 69, 71]);
  });

  it('has no answer to three points', () => {
    expect(fitLaggedAutoregression([1, 2, 3], options)).toBeUndefined();
  });
});
