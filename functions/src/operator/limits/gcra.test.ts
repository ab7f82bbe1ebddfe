import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, charge } from './gcra.ts';

const minute = { limit: 60, windowMs: 60_000 };
const start = Date.UTC(2026, 10, 21, 12);

describe('ask', () => {
  it('lets all of a limit go at once, then one for each part of the window', () => {
    let fullAt = 0;
    const admitted = (now: number) => {
      const verdict = ask(fullAt, minute, 1, now);
      fullAt = verdict.fullAt;
      return verdict.admitted;
    };
    const burst = Array.from({ length: 61 }, () => admitted(start));
    expect(burst.filter(Boolean)).toHaveLength(60);
    expect([admitted(start + 999), admitted(start + 1_000), admitted(start + 1_000)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('says what is left, when all of it is there again, and when to come back', () => {
    const first = ask(0, minute, 45, start);
    expect(first).toMatchObject({ admitted: true, remaining: 15, resetMs: 45_000, retryAfterMs: 0 });
    const second = ask(first.fullAt, minute, 20, start + 1_000);
    expect(second).toMatchObject({ admitted: false, remaining: 16, resetMs: 44_000, retryAfterMs: 4_000 });
    expect(second.fullAt).toBe(first.fullAt);
  });

  it('takes all of a limit for what costs more than it has', () => {
    const verdict = ask(0, minute, 1_000, start);
    expect(verdict).toMatchObject({ admitted: true, remaining: 0, resetMs: 60_000 });
  });

  it('keeps to a limit that was made smaller between two questions', () => {
    const { fullAt } = ask(0, minute, 30, start);
    expect(ask(fullAt, { ...minute, limit: 10 }, 0, start).remaining).toBe(5);
  });

  it('admits what was refused once the time has passed that it named, and not a moment before', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(costs, fc.integer({ min: 1, max: 60 }), (before, cost) => {
        let fullAt = 0;
        for (const one of before) fullAt = ask(fullAt, minute, one, start).fullAt;
        const { admitted, retryAfterMs } = ask(fullAt, minute, cost, start);
        expect(ask(fullAt, minute, cost, start + retryAfterMs).admitted).toBe(true);
        if (!admitted) expect(ask(fullAt, minute, cost, start + retryAfterMs - 1).admitted).toBe(false);
      }),
      { seed: 7 },
    );
  });

  it('never admits more in a stretch of time than a burst and what came meanwhile', () => {
    const steps = fc.array(
      fc.record({ afterMs: fc.integer({ min: 0, max: 5_000 }), cost: fc.integer({ min: 1, max: 20 }) }),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (asked) => {
        let now = start;
        let fullAt = 0;
        let taken = 0;
        for (const { afterMs, cost } of asked) {
          now += afterMs;
          const verdict = ask(fullAt, minute, cost, now);
          fullAt = verdict.fullAt;
          if (verdict.admitted) taken += cost;
          expect(taken).toBeLessThanOrEqual(minute.limit * (1 + (now - start) / minute.windowMs) + 1e-6);
        }
      }),
      { seed: 7 },
    );
  });
});

it('charges what nobody asked for, which has to be waited for', () => {
  const fullAt = charge(0, minute, 90, start);
  expect(ask(fullAt, minute, 1, start)).toMatchObject({
    admitted: false,
    remaining: 0,
    retryAfterMs: 31_000,
  });
});
