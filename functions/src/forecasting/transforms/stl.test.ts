import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-stl.json' with { type: 'json' };
import { loess } from './loess.ts';
import { lowPass } from './low-pass.ts';
import { mstl } from './mstl.ts';
import { robustnessWeights } from './robustness-weights.ts';
import { seasonalStrengths } from './seasonal-strength.ts';
import { type SeasonalWindow, stl } from './stl.ts';

/** Largest distance, in units of the largest value: equal up to the ten digits of the fixture. */
function distance(ours: Float64Array, theirs: readonly number[], y: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  const size = Math.max(...y.map(Math.abs));
  return Math.max(...theirs.map((value, t) => Math.abs(value - ours[t]))) / size;
}

const cases = fixture.stl.map((answer) => ({
  answer,
  label: `${answer.name}, ${answer.window}, ${answer.robust ? 'robust' : 'plain'}`,
}));

describe('STL', () => {
  it('is compared with stl() in seven cases', () => {
    expect(cases.map(({ label }) => label)).toEqual([
      'nottem, periodic, plain',
      'nottem, 7, plain',
      'nottem, periodic, robust',
      'co2, 21, plain',
      'co2, 11, robust',
      'UKgas, 7, robust',
      'UKgas, 13, plain',
    ]);
  });

  it.each(cases)('decomposes $label as R does', ({ answer: { y, seasonLength, robust, ...answer } }) => {
    const seasonalWindow = answer.window as SeasonalWindow;
    const { seasonal, trend, remainder } = stl(y, { seasonLength, seasonalWindow, robust });
    expect(distance(seasonal, answer.seasonal, y)).toBeLessThan(1e-9);
    expect(distance(trend, answer.trend, y)).toBeLessThan(1e-9);
    y.forEach((value, t) => {
      expect(seasonal[t] + trend[t] + remainder[t]).toBeCloseTo(value, 9);
    });
  });
});

describe('MSTL', () => {
  it.each(fixture.mstl)('decomposes $name as R does', ({ y, lengths, trend, seasons, strengths }) => {
    const parts = mstl(y, [...lengths].reverse());
    expect(parts.lengths).toEqual(lengths);
    expect(distance(parts.trend, trend, y)).toBeLessThan(1e-9);
    seasons.forEach((season, i) => {
      expect(distance(parts.seasons[i], season, y)).toBeLessThan(1e-9);
    });
    seasonalStrengths(parts).forEach((strength, i) => {
      expect(strength).toBeCloseTo(strengths[i], 8);
    });
  });

  it('leaves nothing of a line with two seasons', () => {
    const y = Array.from({ length: 90 }, (_, t) => 0.5 * t + [0, 3, -3][t % 3] + [4, -1, 0, -3, 0][t % 5]);
    const parts = mstl(y, [3, 5]);
    for (const rest of parts.remainder) expect(Math.abs(rest)).toBeLessThan(0.2);
    expect(Math.min(...seasonalStrengths(parts))).toBeGreaterThan(0.99);
  });

  it('sees no strength where nothing varies', () => {
    expect(seasonalStrengths(mstl(new Array<number>(20).fill(0), [4]))).toEqual([0]);
  });
});

describe('loess', () => {
  it('reproduces a line with degree 1, whatever the window and the jump', () => {
    const line = Float64Array.from({ length: 20 }, (_, t) => 2 - 3 * t);
    for (const window of [3, 7, 31])
      for (const jump of [1, 3, 50])
        loess(line, { window, degree: 1, jump }).forEach((value, t) => {
          expect(value).toBeCloseTo(line[t], 9);
        });
  });

  it('ignores points without weight, and keeps those that have no neighbour with one', () => {
    const y = Float64Array.of(1, 1, 1, 100, 1, 1, 1);
    const weights = Float64Array.of(1, 1, 1, 0, 1, 1, 1);
    const options = { window: 5, degree: 0, jump: 1 } as const;
    for (const value of loess(y, options, weights)) expect(value).toBeCloseTo(1, 12);
    expect([...loess(y, options, new Float64Array(7))]).toEqual([...y]);
  });

  it('keeps a single point', () => {
    expect([...loess(Float64Array.of(4), { window: 7, degree: 1, jump: 1 })]).toEqual([4]);
  });
});

it('filters what is slow: a season vanishes and a line stays', () => {
  const x = Float64Array.from({ length: 20 }, (_, t) => t + [1, -2, 0, 1][t % 4]);
  lowPass(x, 4).forEach((value, t) => {
    expect(value).toBeCloseTo(t + 4, 9);
  });
});

it('weighs remainders by their size', () => {
  const weights = robustnessWeights(Float64Array.of(0, 1, -1, 1, 3, -60));
  expect([...weights]).toEqual([1, (1 - 1 / 36) ** 2, (1 - 1 / 36) ** 2, (1 - 1 / 36) ** 2, 0.5625, 0]);
});
