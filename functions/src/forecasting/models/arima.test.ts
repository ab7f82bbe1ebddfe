import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNormals } from '../numerics/random-normals.ts';
import { arima } from './arima.ts';

function sample(n: number, seed: number, step: (t: number, before: readonly number[], e: number) => number) {
  const normal = randomNormals(seed);
  const y: number[] = [];
  for (let t = 0; t < n; t++) y.push(step(t, y, normal()));
  return y;
}

describe('ARIMA', () => {
  it('calls white noise white noise, for nearly all', () => {
    const names = Array.from({ length: 20 }, (_, k) => {
      const y = sample(120, k, (_t, _before, e) => 5 + e);
      return arima.fit(y, { seasonLength: 1 }).name;
    });
    expect(names.filter((name) => name === 'arima(0,0,0) with mean').length).toBeGreaterThanOrEqual(12);
  });

  it('knows a random walk, and is less sure with every step', () => {
    const y = sample(200, 3, (t, before, e) => (before[t - 1] ?? 0) + e);
    const fitted = arima.fit(y, { seasonLength: 1 });
    const { mean, standardDeviation } = fitted.predict(9);
    expect(fitted.name).toBe('arima(0,1,0)');
    expect(mean).toEqual(new Array(9).fill(y[199]));
    standardDeviation.forEach((value, i) => {
      expect(value / standardDeviation[0]).toBeCloseTo(Math.sqrt(i + 1), 9);
    });
  });

  it('recovers an autoregression from long data, by conditional search', () => {
    const y = sample(900, 5, (t, before, e) => 0.8 * (before[t - 1] ?? 0) - 0.5 * (before[t - 2] ?? 0) + e);
    const { mean } = arima.fit(y, { seasonLength: 1 }).predict(1);
    expect(Math.abs(mean[0] - (0.8 * y[899] - 0.5 * y[898]))).toBeLessThan(0.3);
  });

  it('differences a season that repeats, and continues it', () => {
    const season = [10, -4, 3, -9];
    const y = sample(80, 11, (t, _before, e) => 50 + season[t % 4] + 0.2 * e);
    const fitted = arima.fit(y, { seasonLength: 4 });
    expect(fitted.name).toMatch(/\(\d,1,\d\)\[4\]/);
    fitted.predict(8).mean.forEach((value, i) => {
      expect(Math.abs(value - 50 - season[i % 4])).toBeLessThan(0.6);
    });
  });

  it('continues a perfect line and a repeated season without a width', () => {
    const perfect: [(t: number) => number, number][] = [
      [(t) => 3 + 0.7 * t, 1],
      [(t) => [1, 5, 2, 8][t % 4], 4],
      [(t) => [1, 5, 2, 8][t % 4] + t, 4],
    ];
    for (const [f, seasonLength] of perfect) {
      const y = Array.from({ length: 60 }, (_, t) => f(t));
      const { mean, standardDeviation } = arima.fit(y, { seasonLength }).predict(6);
      mean.forEach((value, i) => {
        expect(Math.abs(value - f(60 + i))).toBeLessThan(1e-3);
        expect(standardDeviation[i]).toBeLessThan(1e-3);
      });
    }
  });

  it('keeps its order and moves its coefficients when refitted to more points', () => {
    const y = sample(150, 7, (t, before, e) => 0.6 * (before[t - 1] ?? 0) + e);
    const earlier = arima.fit(y.slice(0, 100), { seasonLength: 1 });
    const later = earlier.refit?.(y);
    const { mean } = later?.predict(1) ?? { mean: [Number.NaN] };
    expect(later?.name).toBe(earlier.name);
    expect(later?.residuals.length).toBe(earlier.residuals.length + 50);
    expect(mean[0]).not.toBe(earlier.predict(51).mean[50]);
    expect(Math.abs(mean[0] - 0.6 * y[149])).toBeLessThan(0.3);
  });

  it('answers poor data with finite numbers', () => {
    const poor = fc.oneof(
      fc.array(fc.constantFrom(0, 0, 0, 0, 7), { minLength: 6, maxLength: 60 }),
      fc.array(fc.constantFrom(1e12, 1e-12, -1e12, 0), { minLength: 6, maxLength: 40 }),
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), {
        minLength: 6,
        maxLength: 40,
      }),
      fc.array(fc.double({ min: 1e-9, max: 2e-9, noNaN: true }), { minLength: 6, maxLength: 50 }),
      fc
        .tuple(fc.integer({ min: 6, max: 50 }), fc.double({ min: -9, max: 9, noNaN: true }))
        .map(([n, slope]) => Array.from({ length: n }, (_, t) => slope * t ** 2)),
    );
    fc.assert(
      fc.property(poor, fc.constantFrom(1, 4, 12), (y, seasonLength) => {
        const { mean, standardDeviation } = arima.fit(y, { seasonLength }).predict(8);
        expect([...mean, ...standardDeviation].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('scales by a power of two exactly', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.integer({ min: -30, max: 30 }), (y, exponent) => {
        const factor = 2 ** exponent;
        const of = (scale: number) =>
          arima
            .fit(
              y.map((value) => value * scale),
              { seasonLength: 4 },
            )
            .predict(5);
        expect(of(factor).mean).toEqual(of(1).mean.map((value) => value * factor));
        expect(of(factor).standardDeviation).toEqual(of(1).standardDeviation.map((value) => value * factor));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
