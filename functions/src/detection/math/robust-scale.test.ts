import { expect, it } from 'vitest';
import { createGaussian } from '../testing/series.ts';
import { createScale, updateScale } from './robust-scale.ts';

function scaleOf(residuals: readonly number[], memory = 200) {
  const scale = createScale();
  for (const residual of residuals) updateScale(scale, residual, 0, memory);
  return scale;
}

it('measures the standard deviation of Gaussian residuals', () => {
  const gaussian = createGaussian(1);
  const { s } = scaleOf(Array.from({ length: 5000 }, () => 3 * gaussian()));
  expect(s).toBeGreaterThan(2.6);
  expect(s).toBeLessThan(3.4);
});

it('is hardly moved by a burst of any size', () => {
  const gaussian = createGaussian(2);
  const before = Array.from({ length: 1000 }, gaussian);
  const burst = [...before, ...Array.from({ length: 5 }, () => 1e9)];
  expect(scaleOf(burst).s / scaleOf(before).s).toBeLessThan((1 + 2 / 200) ** 5 + 1e-9);
});

it('follows a lasting change', () => {
  const gaussian = createGaussian(3);
  const residuals = Array.from({ length: 3000 }, (_, i) => (i < 1000 ? 1 : 10) * gaussian());
  expect(scaleOf(residuals).s).toBeGreaterThan(8);
});

it('is 0 on a constant series', () => {
  expect(scaleOf([0, 0, 0, 0]).s).toBe(0);
});
