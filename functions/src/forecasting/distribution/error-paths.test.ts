import { describe, expect, it } from 'vitest';
import { type ErrorDependence, errorPaths } from './error-paths.ts';

const PATHS = 4_000;
/** Four standard errors of a correlation of independent numbers. */
const TOLERANCE = 4 / Math.sqrt(PATHS);

function paths(dependence: ErrorDependence, seed = 1): Float64Array[] {
  const fill = errorPaths(dependence, seed);
  return Array.from({ length: PATHS }, (_, index) => {
    const scores = new Float64Array(dependence.standardDeviation.length);
    fill(index, scores);
    return scores;
  });
}

function correlation(of: readonly Float64Array[], i: number, j: number): number {
  const product = (a: number, b: number) => of.reduce((sum, path) => sum + path[a] * path[b], 0) / of.length;
  return product(i, j) / Math.sqrt(product(i, i) * product(j, j));
}

const flat = (errorCorrelation: number) => ({ errorCorrelation, standardDeviation: [1, 1, 1, 1, 1, 1] });
const widening = { errorCorrelation: 0.6, standardDeviation: [1, 1.5, 2, 2.5, 3, 3.5] };

describe('errorPaths', () => {
  it.each([flat(0), flat(0.5), flat(1), widening])('has standard normal scores: %o', (dependence) => {
    const found = paths(dependence);
    for (const step of [0, 3, 5]) {
      const values = found.map((path) => path[step]);
      const mean = values.reduce((sum, value) => sum + value, 0) / PATHS;
      const square = values.reduce((sum, value) => sum + value ** 2, 0) / PATHS;
      expect(Math.abs(mean)).toBeLessThan(TOLERANCE);
      expect(Math.abs(square - 1)).toBeLessThan(Math.SQRT2 * TOLERANCE);
    }
  });

  it.each([0, 0.3, 0.7, 0.97, 1])('has the correlation %d between neighbours', (errorCorrelation) => {
    const found = paths(flat(errorCorrelation));
    expect(Math.abs(correlation(found, 2, 3) - errorCorrelation)).toBeLessThan(TOLERANCE);
  });

  it('falls slower with the distance than one autoregression does', () => {
    const found = paths(flat(0.5));
    expect(correlation(found, 0, 4)).toBeGreaterThan(0.5 ** 4 + 2 * TOLERANCE);
    expect(correlation(found, 0, 4)).toBeLessThan(correlation(found, 0, 1));
  });

  it('stays together more where the width has grown', () => {
    const found = paths(widening);
    expect(correlation(found, 4, 5)).toBeGreaterThan(correlation(found, 0, 1) + 0.2);
  });

  it('repeats bit for bit, begins alike whatever the length, and differs by index and seed', () => {
    const [short, long, other] = [new Float64Array(2), new Float64Array(6), new Float64Array(6)];
    errorPaths(flat(0.5), 9)(3, short);
    errorPaths(flat(0.5), 9)(3, long);
    errorPaths(flat(0.5), 9)(4, other);
    expect(long.subarray(0, 2)).toEqual(short);
    expect(other).not.toEqual(long);
    errorPaths(flat(0.5), 10)(3, other);
    expect(other).not.toEqual(long);
  });
});
