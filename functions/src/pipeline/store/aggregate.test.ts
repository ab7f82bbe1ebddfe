import { describe, expect, it } from 'vitest';
import { aggregatePoints } from './aggregate.ts';

const points = [
  { at: 0, value: 1 },
  { at: 500, value: 3 },
  { at: 2_100, value: -4 },
];

describe('aggregatePoints', () => {
  it.each([
    ['mean', [2, -4]],
    ['min', [1, -4]],
    ['max', [3, -4]],
    ['sum', [4, -4]],
    ['count', [2, 1]],
    ['last', [3, -4]],
  ] as const)('%s by bucket, empty buckets left out', (aggregate, values) => {
    const buckets = aggregatePoints(points, aggregate, 1_000);
    expect(buckets.map(({ at }) => at)).toEqual([0, 2_000]);
    expect(buckets.map(({ value }) => value)).toEqual(values);
    expect(buckets.map(({ count }) => count)).toEqual([2, 1]);
  });
});
