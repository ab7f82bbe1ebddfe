import { expect, it } from 'vitest';
import { createUniform } from '../testing/series.ts';
import { nextQuantum } from './quantum.ts';

const settle = (steps: readonly number[]) => steps.reduce(nextQuantum, 0);

it('is 0 until the series changes, then the first step', () => {
  expect(settle([0, 0, 0])).toBe(0);
  expect(settle([0, 0, 7, 0])).toBe(7);
});

it('is about one count for counts', () => {
  const uniform = createUniform(1);
  const quantum = settle(Array.from({ length: 2000 }, () => Math.floor(3 * uniform())));
  expect(quantum).toBeGreaterThan(0.8);
  expect(quantum).toBeLessThan(1.3);
});

it('is near the 20 % quantile of the steps', () => {
  const uniform = createUniform(2);
  const quantum = settle(Array.from({ length: 2000 }, uniform));
  expect(quantum).toBeGreaterThan(0.1);
  expect(quantum).toBeLessThan(0.35);
});
