import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-transforms.json' with { type: 'json' };
import { isotonicIncreasing } from './isotonic-increasing.ts';
import { linearTrend } from './linear-trend.ts';
import { minimiseScalar } from './minimise-scalar.ts';
import { nelderMead } from './nelder-mead.ts';
import { normalQuantile } from './normal-quantile.ts';
import { randomNormals } from './random-normals.ts';
import { solvePositiveDefinite } from './solve-positive-definite.ts';
import { mean, median, quantile, variance } from './statistics.ts';
import { studentHalfWidth } from './student-half-width.ts';

describe('against R', () => {
  it('gives the normal quantiles of qnorm to seven decimals', () => {
    const { p, q } = fixture.normalQuantiles;
    expect(p).toHaveLength(8);
    p.forEach((probability, i) => {
      expect(normalQuantile(probability)).toBeCloseTo(q[i], 7);
    });
  });

  it('gives the half-widths of qt within one percent', () => {
    const { level, df, value } = fixture.studentHalfWidths;
    expect(level).toHaveLength(5);
    level.forEach((percent, i) => {
      expect(studentHalfWidth(percent, df[i]) / value[i]).toBeCloseTo(1, 2);
    });
  });

  it('gives the quantiles of type 7', () => {
    const { x, p, q } = fixture.quantiles;
    expect(p).toHaveLength(6);
    p.forEach((probability, i) => {
      expect(quantile(x, probability)).toBeCloseTo(q[i], 9);
    });
  });

  it('gives the isotonic regression of isoreg', () => {
    const ours = isotonicIncreasing(fixture.isotonic.x);
    expect(ours).toHaveLength(7);
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo(fixture.isotonic.fit[i], 10);
    });
  });
});

describe('statistics', () => {
  it('answers 0 or NaN for nothing, as documented', () => {
    expect(mean([])).toBe(0);
    expect(variance([3])).toBe(0);
    expect(median([])).toBeNaN();
  });
});

describe('nelderMead', () => {
  const options = { evaluationsMax: 2_000, relativeTolerance: 1e-14, step: 1 };

  it('finds the bottom of the Rosenbrock valley', () => {
    const rosenbrock = ([a, b]: readonly number[]) => 1 + (1 - a) ** 2 + 100 * (b - a * a) ** 2;
    const { x } = nelderMead(rosenbrock, [-1.2, 1], options);
    expect(x[0]).toBeCloseTo(1, 3);
    expect(x[1]).toBeCloseTo(1, 3);
  });

  it('walks around a region where the function is infinite', () => {
    const half = ([a]: readonly number[]) => (a > 2 ? Number.POSITIVE_INFINITY : 1 + (a - 1.9) ** 2);
    expect(nelderMead(half, [0], options).x[0]).toBeCloseTo(1.9, 4);
  });
});

describe('minimiseScalar', () => {
  it('takes the deeper of two valleys', () => {
    const twoValleys = (x: number) => Math.min((x - 0.1) ** 2 + 0.5, (x - 0.83) ** 2);
    expect(minimiseScalar(twoValleys, 0, 1)).toBeCloseTo(0.83, 3);
  });

  it('reaches a minimum at the edge', () => {
    expect(minimiseScalar((x) => x, 0, 1)).toBe(0);
  });
});

describe('solvePositiveDefinite', () => {
  it('solves a system', () => {
    const solution = solvePositiveDefinite(
      [
        [4, 2],
        [2, 3],
      ],
      [10, 8],
    );
    expect(solution?.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1.75, 1.5]);
  });

  it('refuses dependent columns', () => {
    const dependent = [
      [1, 1],
      [1, 1],
    ];
    expect(solvePositiveDefinite(dependent, [1, 1])).toBeUndefined();
  });
});

describe('linearTrend', () => {
  it('recovers a line, and gives a point no slope', () => {
    expect(linearTrend([1, 3, 5, 7])).toEqual({ intercept: 1, slope: 2 });
    expect(linearTrend([4])).toEqual({ intercept: 4, slope: 0 });
  });
});

describe('randomNormals', () => {
  it('repeats for the same seed and has unit variance', () => {
    const draw = (seed: number) => Array.from({ length: 20_000 }, randomNormals(seed));
    const sample = draw(7);
    expect(draw(7)).toEqual(sample);
    expect(mean(sample)).toBeCloseTo(0, 1);
    expect(variance(sample)).toBeCloseTo(1, 1);
  });
});
