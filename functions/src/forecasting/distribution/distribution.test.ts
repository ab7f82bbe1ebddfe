import { describe, expect, it } from 'vitest';
import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import { randomNormals } from '../numerics/random-normals.ts';
import { applyBounds } from './apply-bounds.ts';
import { backtestCoverage } from './backtest-coverage.ts';
import { calibrateSpread } from './calibrate-spread.ts';
import { calibrateWidths } from './calibrate-widths.ts';
import { errorCorrelation } from './error-correlation.ts';

const LENGTH = 1_000;

/** Origins whose errors are independent with standard deviation `sigma`, while the model promised 1. */
function origins(count: number, horizon: number, sigma: number): OriginForecast[] {
  const noise = randomNormals(5);
  return Array.from({ length: count }, () => ({
    mean: new Array<number>(horizon).fill(0),
    standardDeviation: new Array<number>(horizon).fill(1),
    actual: Array.from({ length: horizon }, () => sigma * noise()),
  }));
}

const ones = (h: number) => new Array<number>(h).fill(1);

describe('calibrateSpread', () => {
  it('keeps the promise of a long history where no backtest tells', () => {
    expect(calibrateSpread([1, 2, 3], [], 1e6)[2]).toBeCloseTo(3, 3);
  });

  it('distrusts the promise of a short history', () => {
    expect(calibrateSpread([1], [], 30)[0]).toBeCloseTo(Math.sqrt(3), 12);
  });

  it('moves towards the errors that were seen, the more so the more origins', () => {
    const [few] = calibrateSpread(ones(20), origins(2, 20, 3), LENGTH);
    const [many] = calibrateSpread(ones(20), origins(40, 20, 3), LENGTH);
    expect(few).toBeGreaterThan(1.3);
    expect(many).toBeGreaterThan(few);
    expect(many).toBeLessThan(3.2);
  });

  it('never falls with the horizon', () => {
    const spread = calibrateSpread([3, 1, 2, 5], origins(4, 3, 1), LENGTH);
    expect(spread.every((value, i) => i === 0 || value >= spread[i - 1])).toBe(true);
  });

  it('grows beyond the backtest as the model does', () => {
    const spread = calibrateSpread([1, 1, 2], origins(8, 2, 1.5), LENGTH);
    expect(spread[2] / spread[1]).toBeCloseTo(2, 6);
  });
});

describe('calibrateWidths', () => {
  it('is Student’s without a backtest and nearly normal for a long history', () => {
    const [short, long] = [10, 10_000].map((df) => calibrateWidths([95], ones(4), [], df)[0].halfWidth);
    expect(short).toBeCloseTo(2.228, 2);
    expect(long).toBeCloseTo(1.96, 2);
  });

  it('widens for errors beyond the spread and stays within its bounds', () => {
    const [wide] = calibrateWidths([95], ones(30), origins(40, 30, 10), LENGTH);
    expect(wide.halfWidth).toBeGreaterThan(2.5);
    expect(wide.halfWidth).toBeLessThan(1.96 * 1.7);
  });

  it('never gives a wider level a smaller width', () => {
    const widths = calibrateWidths([50, 80, 90, 95, 99], ones(6), origins(3, 6, 1), LENGTH);
    expect(widths.every(({ halfWidth }, i) => i === 0 || halfWidth >= widths[i - 1].halfWidth)).toBe(true);
  });
});

describe('errorCorrelation', () => {
  it('is near zero for independent errors and high for errors that persist', () => {
    const persistent = origins(12, 30, 1).map((o) => ({ ...o, actual: o.actual.map(() => o.actual[0]) }));
    expect(errorCorrelation(ones(30), origins(12, 30, 1))).toBeLessThan(0.15);
    expect(errorCorrelation(ones(30), persistent)).toBeGreaterThan(0.8);
  });

  it('follows from the growth of the spread where there is no backtest', () => {
    const walk = Array.from({ length: 12 }, (_, i) => Math.sqrt(i + 1));
    expect(errorCorrelation(walk, [])).toBeGreaterThan(0.85);
    expect(errorCorrelation(ones(12), [])).toBe(0);
    expect(errorCorrelation([0, 0], [])).toBe(0);
  });
});

describe('backtestCoverage', () => {
  it('is near the level for errors of constant size', () => {
    const [at80, at95] = backtestCoverage(origins(30, 24, 1), [80, 95], LENGTH);
    expect(Math.abs(at80 - 0.8)).toBeLessThan(0.05);
    expect(Math.abs(at95 - 0.95)).toBeLessThan(0.03);
  });

  it('does not let an origin widen its own interval', () => {
    const calm = origins(6, 5, 0.1);
    const outlier = { ...calm[0], actual: ones(5).map(() => 100) };
    expect(backtestCoverage([...calm, outlier], [95], LENGTH)[0]).toBeCloseTo(6 / 7, 12);
  });
});

describe('applyBounds', () => {
  const prediction = {
    mean: [-0.4, 2.4, 9],
    standardDeviation: [1, 1, 1],
    intervals: [{ level: 80, lower: [-2, 1.2, 7.5], upper: [1.2, 3.6, 12] }],
  };

  it('moves what leaves the bounds to them', () => {
    const { mean, intervals } = applyBounds(prediction, { minimum: 0, maximum: 10 });
    expect(mean).toEqual([0, 2.4, 9]);
    expect(intervals).toEqual([{ level: 80, lower: [0, 1.2, 7.5], upper: [1.2, 3.6, 10] }]);
  });

  it('makes whole numbers without breaking the order', () => {
    const { mean, intervals } = applyBounds(prediction, { integer: true, minimum: 0.5 });
    expect(mean).toEqual([1, 2, 9]);
    expect(intervals).toEqual([{ level: 80, lower: [1, 1, 7], upper: [2, 4, 12] }]);
  });

  it('leaves everything else alone', () => {
    expect(applyBounds(prediction, {})).toEqual(prediction);
  });
});
