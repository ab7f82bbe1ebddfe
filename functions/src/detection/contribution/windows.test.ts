import { describe, expect, it } from 'vitest';
import { planWindows, spansToRead } from './windows.ts';

const hour = 3_600_000;
const day = 24 * hour;
const month = 30 * day;
const start = Date.UTC(2026, 10, 18, 14);
const input = {
  startAt: start,
  peakAt: start,
  resolutionMs: hour,
  firstAt: start - 100 * day,
  reachMs: month,
};

describe('planWindows', () => {
  it('looks back one, two and three weeks, and over the day before', () => {
    expect(planWindows(input)).toEqual({
      endAt: start + hour / 2,
      lengthMs: hour,
      before: 24,
      shiftsMs: [7 * day, 14 * day, 21 * day],
    });
  });

  it.each([
    [15, [7 * day, 14 * day]],
    [10, [day, 2 * day, 3 * day]],
    [2, [day, 2 * day]],
    [1.5, []],
  ])('with %d days of history looks back %j', (days, shiftsMs) => {
    expect(planWindows({ ...input, firstAt: start - days * day }).shiftsMs).toEqual(shiftsMs);
  });

  it('spans the anomaly from start to peak, and three such windows before it', () => {
    const plan = planWindows({ ...input, peakAt: start + 11 * hour });
    expect(plan).toMatchObject({ lengthMs: 12 * hour, before: 3, endAt: start + 11.5 * hour });
  });

  it('of a long anomaly takes the end, so that a window fits in what one read brings', () => {
    expect(planWindows({ ...input, peakAt: start + 20 * day }).lengthMs).toBe(180 * hour);
    expect(planWindows({ ...input, peakAt: start + 5 * hour, reachMs: hour }).lengthMs).toBe(hour);
  });
});

describe('spansToRead', () => {
  it('joins what lies close together', () => {
    const plan = planWindows(input);
    const whole = { from: plan.endAt - 21 * day - 25 * hour, to: plan.endAt };
    expect(spansToRead(plan, month)).toEqual([whole]);
    expect(spansToRead(plan, day)).toEqual(
      [21, 14, 7, 0].map((days) => ({
        from: plan.endAt - days * day - 25 * hour,
        to: plan.endAt - days * day,
      })),
    );
  });
});
