import { expect, it } from 'vitest';
import { createUniform } from '../testing/series.ts';
import { createShoulder, type ShoulderState, settleShoulder, shoulderDecades } from './shoulder.ts';

/** After sizes with the tail exp(-x^shape), which the inverse of that makes of uniform numbers. */
function after(shape: number, n: number, seed = 1): ShoulderState {
  const uniform = createUniform(seed);
  const state = createShoulder();
  for (let i = 0; i < n; i++) {
    const size = (-Math.log(1 - uniform())) ** (1 / shape);
    settleShoulder(state, size, shoulderDecades(state, size));
  }
  return state;
}

/** Decades of the true tail. */
const truth = (shape: number, size: number) => size ** shape / Math.LN10;

it.each([0.5, 0.8, 1, 1.5])('extrapolates a Weibull tail of shape %d', (shape) => {
  const state = after(shape, 8000);
  for (const decades of [3, 4, 5]) {
    const size = (decades * Math.LN10) ** (1 / shape);
    expect(truth(shape, size)).toBeCloseTo(decades, 9);
    expect(Math.abs(shoulderDecades(state, size) - decades)).toBeLessThan(0.2 * decades);
  }
});

it('says nothing below the shoulder, nor of fewer than a hundred sizes', () => {
  expect(shoulderDecades(after(1, 8000), 1)).toBe(0);
  expect(shoulderDecades(after(1, 99), 1e6)).toBe(0);
});

it('does not make an extreme ordinary by its having come', () => {
  const state = after(1, 4000);
  const before = shoulderDecades(state, 40);
  for (let i = 0; i < 30; i++) settleShoulder(state, 40, shoulderDecades(state, 40));
  for (let i = 0; i < 20; i++) settleShoulder(state, 0.5, 0);
  expect(Math.abs(shoulderDecades(state, 40) / before - 1)).toBeLessThan(0.25);
});

it('forgets: its counts are bounded', () => {
  expect(after(1, 50_000).n).toBeLessThanOrEqual(8001);
});
