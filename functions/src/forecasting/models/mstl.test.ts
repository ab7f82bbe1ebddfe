import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-stl.json' with { type: 'json' };
import { mstl } from './mstl.ts';
import { averageTrends } from './trend-average.ts';

describe('forecast by MSTL', () => {
  // stlf(method = "ets") picks the one best smoothing and we average; where it picks SES for nearly all the weight, and
  // always in the season, both agree.
  it.each(fixture.stlf)('forecasts $name within 2 % of its range of R', ({ y, lengths, h, mean }) => {
    const fitted = mstl.fit(y, { seasonLength: lengths[0], seasonLengths: lengths });
    const range = Math.max(...y) - Math.min(...y);
    fitted.predict(h).mean.forEach((value, i) => {
      expect(Math.abs(value - mean[i]) / range).toBeLessThan(0.02);
    });
  });

  it('repeats the last cycle of each season', () => {
    const y = Array.from({ length: 120 }, (_, t) => 20 + [0, 3, -3][t % 3] + [4, -1, 0, -3, 0][t % 5]);
    const fitted = mstl.fit(y, { seasonLength: 5, seasonLengths: [5, 3] });
    expect(fitted.name).toBe('mstl[3+5]');
    fitted.predict(15).mean.forEach((value, i) => {
      expect(Math.abs(value - y[i % 15])).toBeLessThan(0.2);
    });
  });

  it('is the average of smoothings where there is no season', () => {
    const y = [3, 5, 4, 6, 8, 7, 9, 12, 10, 13];
    const fitted = mstl.fit(y, { seasonLength: 1 });
    const { mean, standardDeviation } = averageTrends(Float64Array.from(y)).forecast(4);
    expect(fitted.name).toBe('mstl (without season)');
    expect(fitted.predict(4)).toEqual({ mean, standardDeviation, intervals: [] });
  });

  it('needs two cycles of the longest season', () => {
    expect(mstl.minimumLength({ seasonLength: 12 })).toBe(25);
    expect(mstl.minimumLength({ seasonLength: 24, seasonLengths: [24, 168] })).toBe(337);
    expect(mstl.minimumLength({ seasonLength: 1, seasonLengths: [] })).toBe(4);
  });

  it('answers poor data with finite numbers', () => {
    const poor = fc.oneof(
      fc.array(fc.constantFrom(0, 0, 0, 0, 7), { minLength: 9, maxLength: 60 }),
      fc.array(fc.constantFrom(1e12, 1e-12, -1e12, 0), { minLength: 9, maxLength: 40 }),
      fc.array(fc.double({ min: 1e-9, max: 2e-9, noNaN: true }), { minLength: 9, maxLength: 50 }),
    );
    fc.assert(
      fc.property(poor, fc.constantFrom([], [4], [2, 4]), (y, seasonLengths) => {
        const { mean, standardDeviation } = mstl.fit(y, { seasonLength: 1, seasonLengths }).predict(9);
        expect([...mean, ...standardDeviation].every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe('the average of smoothings', () => {
  it('follows a line and stays with a level', () => {
    const noise = (t: number) => (((t * 7_919) % 31) - 15) / 15;
    const line = averageTrends(Float64Array.from({ length: 60 }, (_, t) => 2 * t + noise(t)));
    const level = averageTrends(Float64Array.from({ length: 60 }, (_, t) => 30 + noise(t)));
    line.forecast(5).mean.forEach((value, i) => {
      expect(Math.abs(value - 2 * (60 + i))).toBeLessThan(1);
    });
    for (const value of level.forecast(5).mean) expect(Math.abs(value - 30)).toBeLessThan(0.5);
  });

  it('tells its one-step errors, and widens with the horizon', () => {
    const y = Float64Array.from({ length: 40 }, (_, t) => t + ((t * 37) % 11));
    const { residuals, forecast } = averageTrends(y);
    const { standardDeviation } = forecast(6);
    const size = Math.sqrt(residuals.reduce((sum, e) => sum + e * e, 0) / 40);
    expect(residuals).toHaveLength(40);
    expect(standardDeviation[0] / size).toBeGreaterThan(0.95);
    expect(standardDeviation[0] / size).toBeLessThan(1.15);
    standardDeviation.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(standardDeviation[i]);
    });
  });
});
