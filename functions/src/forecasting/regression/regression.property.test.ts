import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forecastWithRegressors } from './forecast-with-regressors.ts';

const DAY = 86_400_000;
const plain = fc.double({ min: -100, max: 100, noNaN: true });
const ugly = fc.oneof(plain, fc.constantFrom(0, 0, 0, 1, 1e12, -1e12, 1e-12));
const requests = fc.integer({ min: 1, max: 40 }).chain((n) => {
  const known = fc.array(ugly, { minLength: n, maxLength: n });
  return fc.record({
    values: fc.oneof(
      fc.array(fc.oneof(plain, ugly), { minLength: n, maxLength: n }),
      fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: n, maxLength: n }),
    ),
    first: known,
    second: known,
    future: fc.array(plain, { minLength: 5, maxLength: 5 }),
    trend: fc.boolean(),
    method: fc.constantFrom('regression' as const, 'always' as const, 'auto' as const),
    effects: fc.constantFrom('additive' as const, 'multiplicative' as const, 'auto' as const),
    seasonLengths: fc.constantFrom([], [7], [4, 12]),
    step: fc.constantFrom(DAY, DAY * 31, 777),
  });
});

it('answers any finite series and regressors with finite, ordered numbers that add up', () => {
  fc.assert(
    fc.property(requests, ({ values, first, second, future, step, ...rest }) => {
      const forecast = forecastWithRegressors({
        observations: values.map((value, i) => ({ at: i * step, value })),
        horizon: 5,
        regressors: [
          { name: 'known', history: first, future },
          { name: 'past', history: second },
        ],
        events: [{ name: 'event', occurrences: [{ from: 9 * step, to: 11 * step }], before: 1 }],
        ...rest,
      });
      const { mean, standardDeviation, intervals, contributions } = forecast;
      const bands = intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);
      const parts = contributions.flatMap((one) => one.values);
      expect([...mean, ...standardDeviation, ...bands, ...parts].every(Number.isFinite)).toBe(true);
      intervals.forEach(({ lower, upper }) => {
        expect(mean.every((value, i) => lower[i] <= value && value <= upper[i])).toBe(true);
      });
      const largest = Math.max(...values.map(Math.abs));
      mean.forEach((value, i) => {
        const sum = contributions.reduce((total, one) => total + one.values[i], 0);
        const size = contributions.reduce((total, one) => total + Math.abs(one.values[i]), 0);
        expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-9 * (size + largest));
      });
    }),
    { numRuns: 600 },
  );
}, 60_000);
