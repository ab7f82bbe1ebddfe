import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../numerics/normal-quantile.ts';
import { marginalsOf } from './marginals.ts';
import {
  distributionOf,
  knotLevels,
  levelOf,
  normalDistribution,
  type PredictiveDistribution,
} from './predictive-distribution.ts';

/** Quantiles at the scores −1, 0 and 2. */
const skew: PredictiveDistribution = {
  quantiles: [
    { probability: 0.158655253931457, values: [8] },
    { probability: 0.5, values: [10] },
    { probability: 0.977249868051821, values: [20] },
  ],
  bounds: {},
};

describe('marginalsOf', () => {
  it.each([
    [-2, 6],
    [-1, 8],
    [-0.5, 9],
    [0, 10],
    [1, 15],
    [2, 20],
    [3, 25],
  ])('has at the score %d the value %d, and back', (z, value) => {
    const { valueAt, scoreReaching, scoreUpTo } = marginalsOf(skew);
    expect(valueAt(0, z)).toBeCloseTo(value, 6);
    expect(scoreReaching(0, value)).toBeCloseTo(z, 6);
    expect(scoreUpTo(0, value)).toBeCloseTo(z, 6);
  });

  it('keeps a normal distribution, far tails too', () => {
    const { valueAt } = marginalsOf(normalDistribution([100], [3]));
    for (const p of [1e-9, 0.01, 0.3, 0.5, 0.999])
      expect(valueAt(0, normalQuantile(p))).toBeCloseTo(100 + 3 * normalQuantile(p), 6);
  });

  it('is reached always or never where there is no width', () => {
    const { scoreReaching, scoreUpTo } = marginalsOf(normalDistribution([5], [0]));
    expect([4, 5, 6].map((limit) => scoreReaching(0, limit))).toEqual([-Infinity, -Infinity, Infinity]);
    expect([4, 5, 6].map((limit) => scoreUpTo(0, limit))).toEqual([-Infinity, Infinity, Infinity]);
  });

  it('is finite for the largest numbers', () => {
    const huge = normalDistribution([Number.MAX_VALUE, -Number.MAX_VALUE], [1e308, 1e308]);
    const { valueAt } = marginalsOf(huge);
    for (const z of [-9, -1, 0, 0.5, 1, 9])
      expect([0, 1].map((step) => valueAt(step, z)).every(Number.isFinite)).toBe(true);
  });
});

describe('distributionOf', () => {
  it('puts the ends of each interval at its two probabilities, around the mean', () => {
    const intervals = [
      { level: 80, lower: [7], upper: [12] },
      { level: 95, lower: [4], upper: [30] },
    ];
    expect(distributionOf({ mean: [9], intervals }, { minimum: 5 })).toEqual({
      quantiles: [
        { probability: 0.025, values: [4] },
        { probability: 0.1, values: [7] },
        { probability: 0.5, values: [9] },
        { probability: 0.9, values: [12] },
        { probability: 0.975, values: [30] },
      ],
      bounds: { minimum: 5 },
    });
  });

  it('takes the probabilities of one interval for the same level', () => {
    expect([0.05, 0.95, 0.5, 0.025, 0.999].map(levelOf)).toEqual([90, 90, 0, 95, 99.8]);
    expect(knotLevels([0.05, 0.5, 0.95, 0.3])).toEqual([40, 50, 80, 90, 95, 99]);
  });
});
