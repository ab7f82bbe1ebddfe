import { describe, expect, it } from 'vitest';
import { trainedEnsemble } from './trained-ensemble.ts';
import { isInside } from './training-range.ts';

describe('the training range', () => {
  const model = {
    ...trainedEnsemble,
    inputs: { mean: [10, 0], deviation: [2, 1] },
    range: { minimum: [8, -9], maximum: [12, 9] },
  };

  it.each([
    ['a feature within', [11, 0], true],
    ['one a quarter of the range and half a deviation beyond', [13.9, 0], true],
    ['one farther beyond', [14.1, 0], false],
    ['one below', [5.9, 0], false],
    ['another one below', [10, -14.1], false],
  ])('judges %s', (_, features, inside) => {
    expect(isInside(model, Float64Array.from(features))).toBe(inside);
  });
});
