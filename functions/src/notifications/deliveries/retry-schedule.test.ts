import { describe, expect, it, test } from 'vitest';
import { attemptsMax } from './limits.ts';
import { nextAttemptAfter } from './retry-schedule.ts';

const now = new Date('2026-11-21T12:00:00Z');
const minute = 60;
const hour = 3_600;

/** Seconds until the next attempt. */
function delayAfter(
  attempt: number,
  more: { deliveryId?: string; retryAfterSeconds?: number } = {},
): number | null {
  const next = nextAttemptAfter({ deliveryId: 'dlv_1', attempt, now, ...more });
  return next === null ? null : (next.getTime() - now.getTime()) / 1_000;
}

const anyDelivery = Array.from({ length: 200 }, (_, index) => `dlv_${index}`);

describe('the next attempt', () => {
  // Standard Webhooks 1.0.0, "Deliverability and reliability": the first goes at once.
  test.each([
    [1, 5],
    [2, 5 * minute],
    [3, 30 * minute],
    [4, 2 * hour],
    [5, 5 * hour],
    [6, 10 * hour],
    [7, 14 * hour],
    [8, 20 * hour],
    [9, 24 * hour],
  ])('after the %i. is due in %i seconds, give or take a tenth', (attempt, seconds) => {
    for (const deliveryId of anyDelivery) {
      const delay = delayAfter(attempt, { deliveryId }) ?? 0;
      expect(delay).toBeGreaterThanOrEqual(0.9 * seconds - 0.001);
      expect(delay).toBeLessThanOrEqual(1.1 * seconds + 0.001);
    }
  });

  it('is none after the tenth', () => {
    expect(attemptsMax).toBe(10);
    expect(delayAfter(10)).toBeNull();
    expect(delayAfter(11)).toBeNull();
  });

  it('is spread over deliveries, and the same whenever it is asked for one', () => {
    const delays = anyDelivery.map((deliveryId) => delayAfter(3, { deliveryId }));
    expect(new Set(delays).size).toBeGreaterThan(190);
    expect(anyDelivery.map((deliveryId) => delayAfter(3, { deliveryId }))).toEqual(delays);
  });

  it('is not before Retry-After, and later than it by a tenth at the most', () => {
    for (const deliveryId of anyDelivery) {
      const delay = delayAfter(1, { deliveryId, retryAfterSeconds: 600 }) ?? 0;
      expect(delay).toBeGreaterThanOrEqual(600);
      expect(delay).toBeLessThanOrEqual(660);
    }
  });

  it('is by the schedule where Retry-After asks for less', () => {
    expect(delayAfter(4, { retryAfterSeconds: 1 })).toBe(delayAfter(4));
    expect(delayAfter(4, { retryAfterSeconds: -5 })).toBe(delayAfter(4));
  });

  it('heeds a day of Retry-After at the most', () => {
    expect(delayAfter(1, { retryAfterSeconds: 365 * 24 * hour })).toBeLessThanOrEqual(1.1 * 24 * hour);
  });
});
