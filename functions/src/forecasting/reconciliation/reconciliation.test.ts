import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-reconciliation.json' with { type: 'json' };
import { buildHierarchy } from './build-hierarchy.ts';
import type { Labels } from './hierarchy.ts';
import { reconcileForecasts } from './reconcile-forecasts.ts';
import type { ReconciliationMethod } from './reconciliation-request.ts';

const METHODS: ReconciliationMethod[] = ['bottom-up', 'ols', 'wls-structural', 'mint-shrink'];

interface Answer {
  mean: number[][];
  sd: number[][];
  nonNegative?: number[][];
}

/** Rows are series, columns are steps. */
interface Case {
  name: string;
  leaves: Labels[];
  groupings: string[][];
  summing: number[][];
  base: number[][];
  spread: number[][];
  residuals: number[][];
  lambda: number;
  answers: [ReconciliationMethod, Answer][];
}

const cases: Case[] = fixture.cases.map(({ bottomUp, ols, wls, mint, ...rest }) => ({
  ...rest,
  answers: [
    ['bottom-up', bottomUp],
    ['ols', ols],
    ['wls-structural', wls],
    ['mint-shrink', mint],
  ],
}));

const neverNegative = (count: number) =>
  Array.from({ length: count }, () => ({ minimum: 0, maximum: Number.POSITIVE_INFINITY }));

function reconcileCase(one: Case, method: ReconciliationMethod, nonNegative = false) {
  return reconcileForecasts({
    hierarchy: buildHierarchy(one.leaves, one.groupings),
    forecasts: one.base.map((mean, i) => ({ mean, standardDeviation: one.spread[i] })),
    residuals: one.residuals,
    method,
    ...(nonNegative ? { leafRanges: neverNegative(one.leaves.length) } : {}),
  });
}

function largestDifference(ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]) {
  return Math.max(...ours.flatMap((row, i) => row.map((value, k) => Math.abs(value - theirs[i][k]))));
}

// R's textbook formula inverts W and S'W⁻¹S; ours solves for the aggregates. Values are about 10 and the fixture holds 12
// significant digits, so 1e-9 leaves room for the rounding of R's inverses.
describe.each(cases)('$name, as R calculates it', (one) => {
  it('has the summing matrix of R', () => {
    const { nodes, aggregateCount } = buildHierarchy(one.leaves, one.groupings);
    const summing = nodes
      .slice(0, aggregateCount)
      .map(({ leaves }) => one.leaves.map((_, leaf) => (leaves.includes(leaf) ? 1 : 0)));
    expect(summing).toEqual(one.summing);
  });

  it.each(one.answers)('%s', (method, answer) => {
    const { predictions, shrinkage, method: used } = reconcileCase(one, method);
    expect(used).toBe(method);
    expect(shrinkage).toBeCloseTo(one.lambda, 10);
    const means = predictions.map(({ mean }) => mean);
    const spreads = predictions.map(({ standardDeviation }) => standardDeviation);
    expect(largestDifference(means, answer.mean)).toBeLessThan(1e-9);
    expect(largestDifference(spreads, answer.sd)).toBeLessThan(1e-9);
  });

  it.each(one.answers.filter(([, { nonNegative }]) => nonNegative))(
    '%s without negative leaves',
    (method, { nonNegative = [] }) => {
      const means = reconcileCase(one, method, true).predictions.map(({ mean }) => mean);
      expect(nonNegative.flat().filter((value) => value === 0).length).toBeGreaterThan(0);
      expect(largestDifference(means, nonNegative)).toBeLessThan(1e-9);
    },
  );
});

// Two shops and their total: base 12 against 4 + 5, a discrepancy of 3. With equal variances each of the three moves by
// a third of it. With variances 2, 1, 1 the total moves by half of it, the shops by a quarter each.
describe('a total of two, by hand', () => {
  const hierarchy = buildHierarchy([{ shop: 'a' }, { shop: 'b' }], [[]]);
  const forecasts = [12, 4, 5].map((value) => ({ mean: [value], standardDeviation: [1] }));
  const means = (method: ReconciliationMethod) =>
    reconcileForecasts({ hierarchy, forecasts, method }).predictions.map(({ mean }) => mean[0]);

  it.each<[ReconciliationMethod, number[]]>([
    ['bottom-up', [9, 4, 5]],
    ['ols', [11, 5, 6]],
    ['wls-structural', [10.5, 4.75, 5.75]],
  ])('%s', (method, expected) => {
    means(method).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 12);
    });
  });

  it('widens the total of independent shops by the root of two', () => {
    const { predictions } = reconcileForecasts({ hierarchy, forecasts, method: 'bottom-up', levels: [95] });
    expect(predictions[0].standardDeviation[0]).toBeCloseTo(Math.SQRT2, 12);
    expect(predictions[0].intervals[0].upper[0]).toBeCloseTo(9 + 1.959964 * Math.SQRT2, 5);
  });
});

const LEAVES: Labels[] = ['x', 'y'].flatMap((region) =>
  ['p', 'q', 'r'].map((product) => ({ region, product })),
);
const GROUPINGS = [[], ['region'], ['product']];
const HIERARCHY = buildHierarchy(LEAVES, GROUPINGS);
const COUNT = HIERARCHY.nodes.length;

const plain = fc.double({ min: -100, max: 100, noNaN: true });
const ugly = fc.oneof(plain, fc.constantFrom(0, 0, 0, 1e12, -1e12, 1e-12, 1e-160));
const rows = (length: number, value: fc.Arbitrary<number>) =>
  fc.array(fc.array(value, { minLength: length, maxLength: length }), {
    minLength: COUNT,
    maxLength: COUNT,
  });
const requests = fc.record({
  base: rows(2, plain),
  // Whole numbers but 0: errors of at most a hundred times another's, so that rounding stays far below the tolerances.
  residuals: rows(
    5,
    fc.integer({ min: -100, max: 99 }).map((error) => (error < 0 ? error : error + 1)),
  ),
  method: fc.constantFrom(...METHODS),
});
const uglyRequests = fc.record({
  base: rows(2, ugly),
  residuals: rows(5, ugly),
  method: fc.constantFrom(...METHODS),
  nonNegative: fc.boolean(),
});

function forecastsOf(base: readonly number[][]) {
  return base.map((mean, i) => ({ mean, standardDeviation: [1 + i, 2 + i] }));
}

describe('any forecasts', () => {
  it('add up, are finite, and are not negative where they must not be', () => {
    fc.assert(
      fc.property(uglyRequests, ({ base, ...rest }) => {
        const { nonNegative, ...request } = rest;
        const { predictions } = reconcileForecasts({
          hierarchy: HIERARCHY,
          forecasts: forecastsOf(base),
          ...request,
          ...(nonNegative ? { leafRanges: neverNegative(HIERARCHY.leafCount) } : {}),
        });
        const leaves = predictions.slice(HIERARCHY.aggregateCount);
        HIERARCHY.nodes.forEach((node, i) => {
          for (const step of [0, 1]) {
            const parts = node.leaves.map((leaf) => leaves[leaf].mean[step]);
            const sum = parts.reduce((a, b) => a + b, 0);
            const size = parts.reduce((a, b) => a + Math.abs(b), 1);
            expect(Math.abs(predictions[i].mean[step] - sum) / size).toBeLessThan(1e-9);
          }
        });
        const numbers = predictions.flatMap(({ mean, standardDeviation, intervals }) => [
          ...mean,
          ...standardDeviation,
          ...intervals.flatMap(({ lower, upper }) => [...lower, ...upper]),
        ]);
        expect(numbers.every(Number.isFinite)).toBe(true);
        if (nonNegative) expect(numbers.every((value) => value >= 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are mapped by a projection: what adds up already stays as it is', () => {
    fc.assert(
      fc.property(requests, ({ base, residuals, method }) => {
        const once = reconcileForecasts({
          hierarchy: HIERARCHY,
          forecasts: forecastsOf(base),
          residuals,
          method,
        }).predictions;
        const twice = reconcileForecasts({
          hierarchy: HIERARCHY,
          forecasts: once,
          residuals,
          method,
        }).predictions;
        const means = (predictions: typeof once) => predictions.map(({ mean }) => mean);
        expect(largestDifference(means(once), means(twice))).toBeLessThan(1e-7);
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on the order of leaves or groupings', () => {
    fc.assert(
      fc.property(
        requests,
        fc.shuffledSubarray(
          LEAVES.map((_, i) => i),
          { minLength: LEAVES.length },
        ),
        ({ base, residuals, method }, order) => {
          const shuffled = buildHierarchy(
            order.map((leaf) => LEAVES[leaf]),
            [...GROUPINGS].reverse(),
          );
          const from = shuffled.nodes.map(({ labels }) =>
            HIERARCHY.nodes.findIndex((node) => JSON.stringify(node.labels) === JSON.stringify(labels)),
          );
          const forecasts = forecastsOf(base);
          const straight = reconcileForecasts({ hierarchy: HIERARCHY, forecasts, residuals, method });
          const other = reconcileForecasts({
            hierarchy: shuffled,
            forecasts: from.map((i) => forecasts[i]),
            residuals: from.map((i) => residuals[i]),
            method,
          });
          const numbers = ({ mean, standardDeviation }: (typeof other.predictions)[0]) => [
            ...mean,
            ...standardDeviation,
          ];
          expect(
            largestDifference(
              other.predictions.map(numbers),
              from.map((i) => numbers(straight.predictions[i])),
            ),
          ).toBeLessThan(1e-7);
        },
      ),
      { numRuns: 100 },
    );
  });
});
