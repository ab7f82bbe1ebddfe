import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decadesOf,
  decadesOfBoth,
  decadesOfViews,
  probabilityOf,
  scoreOf,
  severityOf,
  thresholdOf,
} from './score.ts';

it.each([
  [1, 0],
  [0.01, 0.25],
  [1e-4, 0.5],
  [1e-6, 0.75],
  [1e-8, 1],
  [1e-12, 1],
  [0, 1],
  [3, 0],
])('gives tail probability %d the score %d', (p, score) => {
  expect(scoreOf(decadesOf(p))).toBeCloseTo(score, 12);
});

it('can be turned back into the probability', () => {
  expect(probabilityOf(scoreOf(decadesOf(3e-5)))).toBeCloseTo(3e-5, 15);
});

it.each([
  [0, 0.75],
  [0.5, 0.5],
  [1, 0.25],
])('puts the threshold of sensitivity %d at %d', (sensitivity, threshold) => {
  expect(thresholdOf(sensitivity)).toBe(threshold);
});

it.each([
  [0.3, 'low'],
  [0.62, 'low'],
  [0.63, 'medium'],
  [0.75, 'high'],
  [0.9, 'critical'],
])('calls an anomaly of score %d %s', (score, severity) => {
  expect(severityOf(score)).toBe(severity);
});

const decades = fc.double({ min: 0, max: 12, noNaN: true });

it('gives of two yardsticks what lies between them, and nothing when one sees nothing', () => {
  expect(decadesOfBoth(4, 9)).toBe(6);
  expect(decadesOfBoth(0, 12)).toBe(0);
  fc.assert(
    fc.property(decades, decades, (a, b) => {
      expect(decadesOfBoth(a, b)).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-12);
      expect(decadesOfBoth(a, b)).toBeLessThanOrEqual((a + b) / 2 + 1e-12);
    }),
  );
});

it('gives of two views their mean, and lets the memory take one decade and add one and a half at the most', () => {
  expect(decadesOfViews(4, 5)).toBe(4.5);
  expect(decadesOfViews(6, 0)).toBe(5);
  expect(decadesOfViews(1, 8)).toBe(2.5);
  fc.assert(
    fc.property(decades, decades, decades, (channels, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      expect(decadesOfViews(channels, more)).toBeGreaterThanOrEqual(decadesOfViews(channels, less));
      expect(decadesOfViews(more, channels)).toBeGreaterThanOrEqual(decadesOfViews(less, channels));
    }),
  );
});
