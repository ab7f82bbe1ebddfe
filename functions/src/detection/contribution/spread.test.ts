import { expect, it } from 'vitest';
import { createGaussian } from '../testing/series.ts';
import { spreadOf } from './spread.ts';

const z = 1.6448536269514722;

it.each([
  [[1, -1], null],
  [[1, -1, 3], 3 / z],
  [[0, 0, 0, 0, 0, 0, 0, 0, 2, -9], 2 / z],
  [[0, 0, 0], 0],
])('of %j is %s', (deviations, spread) => {
  expect(spreadOf(deviations)).toBe(spread);
});

it('of Gaussian deviations is their standard deviation', () => {
  const gaussian = createGaussian(1);
  const spread = spreadOf(Array.from({ length: 100_000 }, () => 7 * gaussian()));
  // The standard error of this quantile is 0.5%.
  expect((spread ?? 0) / 7).toBeCloseTo(1, 1);
});
