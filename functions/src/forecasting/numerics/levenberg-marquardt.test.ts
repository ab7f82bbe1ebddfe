import { describe, expect, it } from 'vitest';
import { levenbergMarquardt } from './levenberg-marquardt.ts';

const options = { iterationsMax: 100, relativeTolerance: 1e-12, bound: 10 };

describe('Levenberg–Marquardt', () => {
  it('finds the bottom of a curved valley', () => {
    const rosenbrock = ([a, b]: readonly number[]) => Float64Array.of(10 * (b - a * a), 1 - a);
    const found = levenbergMarquardt(rosenbrock, [-1.2, 1], options);
    expect(found?.x[0]).toBeCloseTo(1, 5);
    expect(found?.x[1]).toBeCloseTo(1, 5);
    expect(found?.sum).toBeLessThan(1e-9);
  });

  it('fits a decay through noise as least squares demand', () => {
    const y = [4.1, 2.3, 1.6, 0.8, 0.6, 0.2];
    const residuals = ([a, b]: readonly number[]) => Float64Array.from(y, (v, t) => v - a * Math.exp(-b * t));
    const sum = (x: readonly number[]) => residuals(x).reduce((total, e) => total + e * e, 0);
    const found = levenbergMarquardt(residuals, [1, 1], options);
    const [a, b] = found?.x ?? [];
    expect(found?.sum).toBeCloseTo(sum([a, b]), 12);
    for (const [da, db] of [
      [1e-3, 0],
      [-1e-3, 0],
      [0, 1e-3],
      [0, -1e-3],
    ])
      expect(sum([a + da, b + db])).toBeGreaterThan(sum([a, b]));
  });

  it('stays within the bound, and where the function is defined', () => {
    const towards = ([a]: readonly number[]) => (a > 3 ? undefined : Float64Array.of(5 - a, 1));
    expect(levenbergMarquardt(towards, [0], options)?.x[0]).toBeLessThanOrEqual(3);
    const bounded = levenbergMarquardt(([a]) => Float64Array.of(5 - a), [0], { ...options, bound: 2 });
    expect(bounded?.x[0]).toBe(2);
  });

  it('copes with an argument that does nothing, and with none at all', () => {
    const idle = levenbergMarquardt(([a]) => Float64Array.of(2 - a, 1), [0, 0], options);
    expect(idle?.x[0]).toBeCloseTo(2, 6);
    expect(levenbergMarquardt(() => Float64Array.of(3), [], options)?.sum).toBe(9);
  });

  it('answers nothing where the start is not defined', () => {
    expect(levenbergMarquardt(() => undefined, [0], options)).toBeUndefined();
    expect(levenbergMarquardt(() => Float64Array.of(Number.NaN), [0], options)).toBeUndefined();
  });
});
