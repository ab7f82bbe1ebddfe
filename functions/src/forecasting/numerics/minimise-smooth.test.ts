import { describe, expect, it } from 'vitest';
import { minimiseSmooth, type SmoothFunction } from './minimise-smooth.ts';

const options = { evaluationsMax: 500, tolerance: 1e-14, stepMax: 1 };

describe('the quasi-Newton search', () => {
  it("finds the bottom of Rosenbrock's valley", () => {
    const rosenbrock: SmoothFunction = ([x, y], gradient) => {
      gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      gradient[1] = 200 * (y - x * x);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    };
    const { x, value } = minimiseSmooth(rosenbrock, [-1.2, 1], options);
    expect(x[0]).toBeCloseTo(1, 5);
    expect(x[1]).toBeCloseTo(1, 5);
    expect(value).toBeLessThan(1e-10);
  });

  it('solves a badly scaled quadratic form', () => {
    const scales = [1, 100, 0.01, 7];
    const quadratic: SmoothFunction = (x, gradient) =>
      scales.reduce((sum, scale, i) => {
        gradient[i] = 2 * scale * (x[i] - i);
        return sum + scale * (x[i] - i) ** 2;
      }, 0);
    const { x } = minimiseSmooth(quadratic, [9, 9, 9, 9], options);
    scales.forEach((_, i) => {
      expect(x[i]).toBeCloseTo(i, 4);
    });
  });

  it('stays where the function is defined', () => {
    const guarded: SmoothFunction = ([x], gradient) => {
      gradient[0] = 1 - 1 / x;
      return x > 0 ? x - Math.log(x) : Number.POSITIVE_INFINITY;
    };
    expect(minimiseSmooth(guarded, [0.05], options).x[0]).toBeCloseTo(1, 5);
  });

  it('spends no more evaluations than it may', () => {
    let evaluations = 0;
    const counted: SmoothFunction = ([x], gradient) => {
      evaluations++;
      gradient[0] = 4 * x ** 3;
      return x ** 4;
    };
    minimiseSmooth(counted, [5], { ...options, evaluationsMax: 10 });
    expect(evaluations).toBeLessThan(10 + 12);
  });

  it('never ends above its start', () => {
    const flat: SmoothFunction = (_, gradient) => {
      gradient.fill(0);
      return 3;
    };
    expect(minimiseSmooth(flat, [1, 2], options)).toEqual({ x: Float64Array.of(1, 2), value: 3 });
  });
});
