import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-models.json' with { type: 'json' };
import { croston } from './croston.ts';
import { smoothDemand } from './croston-fit.ts';
import { crostonSba } from './croston-sba.ts';
import { demandModel } from './demand-prediction.ts';
import { smoothProbability, tsb } from './tsb.ts';

const options = { seasonLength: 1 };

describe.each(fixture.demand)('on $name demand', ({ y, croston: theirs, sba, tsb: tsbRate, tsbOther }) => {
  it.each(theirs)('Croston is that of R with α = $alpha', ({ alpha, rate }) => {
    const { size, interval } = smoothDemand(y, alpha);
    expect(size / interval).toBeCloseTo(rate, 10);
  });

  it('the methods by name give the rates of R, for every step', () => {
    const croston01 = theirs.find(({ alpha }) => alpha === 0.1)?.rate ?? Number.NaN;
    const expected = [croston01, sba, tsbRate];
    [croston, crostonSba, tsb].forEach((method, k) => {
      const { mean } = method.fit(y, options).predict(3);
      expect(mean).toHaveLength(3);
      for (const value of mean) expect(value).toBeCloseTo(expected[k], 10);
    });
  });

  it('TSB is its recursion with other parameters, too', () => {
    const { probability, size } = smoothProbability(y, 0.2, 0.05);
    expect(probability * size).toBeCloseTo(tsbOther, 10);
  });
});

describe('while demand stays away', () => {
  const alive = [2, 0, 3, 0, 2, 0, 4, 0, 0, 3];
  const gone = [...alive, ...new Array<number>(30).fill(0)];
  const rate = (method: typeof tsb, y: readonly number[]) => method.fit(y, options).predict(1).mean[0];

  it('TSB falls and Croston does not', () => {
    expect(rate(tsb, gone)).toBeLessThan(0.1 * rate(tsb, alive));
    expect(rate(croston, gone)).toBe(rate(croston, alive));
  });

  it('a series that never had a demand is continued with none', () => {
    for (const method of [croston, crostonSba, tsb]) {
      const { mean, standardDeviation, intervals } = method.fit([0, 0, 0], options).predict(2, [95]);
      expect([mean, standardDeviation, intervals[0].lower, intervals[0].upper]).toEqual([
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
    }
  });
});

describe('the distribution of demand', () => {
  const ratios = Array.from({ length: 99 }, (_, i) => (i + 1) / 50);
  const half = demandModel({ name: 'half', residuals: [], rate: 5, probability: 0.5, size: 10, ratios });

  it('has the quantiles of a mixture of no demand and the sizes seen', () => {
    const [{ lower, upper }] = half.predict(1, [80]).intervals;
    // 90 % of all outcomes lie below 80 % of the sizes: the eightieth of 99.
    expect(lower).toEqual([0]);
    expect(upper[0]).toBeCloseTo(16, 12);
  });

  it('has the standard deviation of that mixture', () => {
    const square = ratios.reduce((sum, ratio) => sum + (10 * ratio) ** 2, 0) / ratios.length;
    expect(half.predict(2).standardDeviation[1]).toBeCloseTo(Math.sqrt(0.5 * square - 25), 12);
  });

  it('is not symmetric, nests, and holds the mean', () => {
    const levels = [10, 50, 80, 95, 99.9];
    const { mean, intervals } = half.predict(1, levels);
    intervals.forEach(({ lower, upper }, i) => {
      expect(lower[0]).toBeLessThanOrEqual(mean[0]);
      expect(upper[0]).toBeGreaterThanOrEqual(mean[0]);
      if (i > 0) expect(upper[0]).toBeGreaterThanOrEqual(intervals[i - 1].upper[0]);
    });
  });

  it('goes on beyond the largest size seen as far as sizes spread, and not where all are alike', () => {
    const upper = (ratio: (i: number) => number) =>
      demandModel({
        name: 'few',
        residuals: [],
        rate: 2,
        probability: 1,
        size: 2,
        ratios: Array.from({ length: 4 }, (_, i) => ratio(i)),
      }).predict(1, [95]).intervals[0].upper[0];
    // Sizes 1, 2, 3, 4; a share of 2.5 % lies ln(1/(5 · 0.025)) mean spreads of 1.5 above the largest.
    expect(upper((i) => (i + 1) / 2)).toBeCloseTo(4 + 1.5 * Math.log(8), 9);
    expect(upper(() => 1)).toBe(2);
  });

  it('puts returns, which are negative, below zero', () => {
    const { intervals } = demandModel({
      name: 'returns',
      residuals: [],
      rate: 0,
      probability: 1,
      size: 1,
      ratios: [-2, -1, 1, 2],
    }).predict(1, [60]);
    expect([intervals[0].lower[0], intervals[0].upper[0]]).toEqual([-2, 2]);
  });
});
