import { expect, it } from 'vitest';
import { prices } from './prices.ts';
import { addUsage, estimatedCost, noUsage, usageDayOf } from './usage.ts';

it('adds counts of which each may leave some out', () => {
  expect(addUsage({ points: 3, requests: 1 }, { points: -1 }, {})).toEqual({
    ...noUsage,
    points: 2,
    requests: 1,
  });
  expect(noUsage.points).toBe(0);
});

it('costs a task its invocation and two operations', () => {
  const usage = addUsage({ tasks: 1, documentReads: 2, documentWrites: 3 });
  const { perTaskOperation, perInvocation, perRead, perWrite } = prices;
  expect(estimatedCost(usage)).toBeCloseTo(
    2 * perTaskOperation + perInvocation + 2 * perRead + 3 * perWrite,
    15,
  );
});

it('counts by days of UTC', () => {
  expect(usageDayOf(new Date('2026-11-21T23:59:59.999Z'))).toBe('2026-11-21');
});
