import { expect, it } from 'vitest';
import { createDetector } from './detector.ts';
import { hourMs } from './testing/series.ts';

/** What is remembered of hourly values; null is a hole. */
function habitsAfter(values: readonly (number | null)[]) {
  const detector = createDetector({ resolutionMs: hourMs, seasonLengths: [] });
  for (const [i, value] of values.entries()) if (value !== null) detector.update(i * hourMs, value);
  return detector.serialise().habits;
}

it.each([
  [[3, 0, 5], true, true],
  [[3, -1, 5], true, false],
  [[3, 0.5, 5], false, true],
])('knows of %j whether they are whole numbers, and never below 0', (values, whole, nonNegative) => {
  expect(habitsAfter(values)).toMatchObject({ whole, nonNegative });
});

it('knows the current run of equal values, and the longest before', () => {
  expect(habitsAfter([1, 2, 2, 2, 3, 4, 4])).toMatchObject({
    runAt: 5 * hourMs,
    runPoints: 2,
    longestRunPoints: 3,
  });
});

it('knows the longest gap', () => {
  expect(habitsAfter([1, 2, null, null, 3, 4])).toMatchObject({ longestGapMs: 3 * hourMs });
});

it('has plain means while its window fills', () => {
  const { short } = habitsAfter([10, 20, 60]);
  expect(short.points).toBe(3);
  expect(10 + short.value).toBeCloseTo(10 + (0 + 10 + 50) / 3, 6);
});

it('has means of the values as they came, not clipped as the slow path has them', () => {
  const calm = Array.from({ length: 200 }, (_, i) => i % 3);
  const { short } = habitsAfter([...calm, ...new Array<number>(40).fill(1000)]);
  expect(short.points).toBeLessThanOrEqual(5);
  expect(short.value).toBeGreaterThan(990);
});
