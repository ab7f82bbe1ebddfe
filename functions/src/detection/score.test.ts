import { expect, it } from 'vitest';
import { probabilityOf, scoreOf, severityOf, thresholdOf } from './score.ts';

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
  expect(scoreOf(p)).toBeCloseTo(score, 12);
});

it('can be turned back into the probability', () => {
  expect(probabilityOf(scoreOf(3e-5))).toBeCloseTo(3e-5, 15);
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
