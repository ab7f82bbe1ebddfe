import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildHierarchy } from './build-hierarchy.ts';
import { uncorrelated } from './error-covariance.ts';
import { bottomUpWithin, reconcileWithin } from './reconcile-within.ts';
import { minimumTrace, sumLeaves } from './reconciler.ts';
import { roundLeaves } from './round-leaves.ts';

const hierarchy = buildHierarchy(
  ['north', 'south'].flatMap((region) => ['a', 'b', 'c'].map((shop) => ({ region, shop: region + shop }))),
  [[], ['region']],
);
const { leafCount, aggregateCount } = hierarchy;
const count = hierarchy.nodes.length;
const numbers = (length: number, min: number, max: number) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: length, maxLength: length });
const cases = fc.record({
  base: numbers(count, -30, 60),
  variances: numbers(count, 0.1, 10),
  minima: numbers(leafCount, -5, 5),
  widths: numbers(leafCount, 0, 20),
  other: numbers(leafCount, 0, 1),
});

describe('reconcileWithin', () => {
  it('stays in range, and nothing else in range is nearer to the base forecasts', () => {
    fc.assert(
      fc.property(cases, ({ base, variances, minima, widths, other }) => {
        const ranges = minima.map((minimum, i) => ({ minimum, maximum: minimum + widths[i] }));
        const covariance = uncorrelated(variances);
        const free = minimumTrace(hierarchy, covariance);
        if (!free) throw new Error('positive variances cannot be singular');
        const answer = reconcileWithin(ranges, hierarchy, covariance, free)(base);
        const distance = (values: readonly number[]) =>
          values.reduce((sum, value, i) => sum + (value - base[i]) ** 2 / variances[i], 0);
        const leaves = answer.slice(aggregateCount);
        leaves.forEach((leaf, i) => {
          expect(leaf).toBeGreaterThanOrEqual(ranges[i].minimum);
          expect(leaf).toBeLessThanOrEqual(ranges[i].maximum);
        });
        // The distance is convex, so that a nearer point would show on the way to it, however short.
        const target = ranges.map(({ minimum, maximum }, i) => minimum + other[i] * (maximum - minimum));
        for (const share of [1, 1e-2, 1e-4]) {
          const moved = leaves.map((leaf, i) => leaf + share * (target[i] - leaf));
          const further = distance(sumLeaves(hierarchy, moved)) - distance(answer);
          expect(further).toBeGreaterThan(-1e-9 * (1 + distance(answer)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes the answer of the free map where that is in range', () => {
    const covariance = uncorrelated(hierarchy.nodes.map(({ leaves }) => leaves.length));
    const free = minimumTrace(hierarchy, covariance);
    if (!free) throw new Error('positive variances cannot be singular');
    const base = hierarchy.nodes.map(({ leaves }) => 10 * leaves.length + 1);
    const ranges = Array.from({ length: leafCount }, () => ({ minimum: 0, maximum: 20 }));
    expect(reconcileWithin(ranges, hierarchy, covariance, free)(base)).toEqual(free(base));
  });

  it('cuts the leaves of bottom-up before they are added', () => {
    const ranges = Array.from({ length: leafCount }, () => ({ minimum: 0, maximum: 4 }));
    const base = [99, 99, 99, -1, 2, 9, 1, 1, 1];
    expect(bottomUpWithin(ranges, hierarchy)(base)).toEqual([9, 6, 3, 0, 2, 4, 1, 1, 1]);
  });
});

describe('roundLeaves', () => {
  it('gives one of the two whole numbers beside each leaf, and keeps every sum to within 1', () => {
    fc.assert(
      fc.property(numbers(leafCount, -9, 9), (leaves) => {
        const rounded = roundLeaves(hierarchy, leaves);
        rounded.forEach((value, i) => {
          expect(Number.isInteger(value)).toBe(true);
          expect(Math.abs(value - leaves[i])).toBeLessThan(1);
        });
        const [exact, whole] = [leaves, rounded].map((values) => sumLeaves(hierarchy, values));
        whole.forEach((value, i) => {
          expect(Math.abs(value - exact[i])).toBeLessThan(1 + 1e-9);
        });
      }),
    );
  });

  it('leaves whole numbers alone', () => {
    expect(roundLeaves(hierarchy, [1, -2, 0, 3, 0.5, 7])).toEqual([1, -2, 0, 3, 1, 7]);
  });
});
