import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsAt, type SilenceTimes, silenceStatusAt, windowAt } from './silence-window.ts';

const instant = (text: string) => new Date(text);
const once: SilenceTimes = {
  startsAt: instant('2026-11-21T12:00:00Z'),
  endsAt: instant('2026-11-21T14:00:00Z'),
  recurrence: null,
};

describe('a silence', () => {
  it.each([
    ['2026-11-21T11:59:59.999Z', 'scheduled', '2026-11-21T12:00:00Z'],
    ['2026-11-21T12:00:00Z', 'active', '2026-11-21T14:00:00Z'],
    ['2026-11-21T13:59:59.999Z', 'active', '2026-11-21T14:00:00Z'],
    ['2026-11-21T14:00:00Z', 'ended', null],
  ])('at %s is %s, until %s', (now, state, next) => {
    const status = silenceStatusAt(once, instant(now));
    expect(status.state).toBe(state);
    expect(status.nextChangeAt).toEqual(next === null ? null : instant(next));
    expect(holdsAt(once, instant(now))).toBe(state === 'active');
  });

  it('that was ended before it began never holds', () => {
    const never = { ...once, startsAt: once.endsAt };
    expect(silenceStatusAt(never, instant('2026-11-21T12:30:00Z')).state).toBe('ended');
  });
});

/** Sundays at 02:00 in Vienna for two hours, from some Wednesday in March to one in November. */
const weekly: SilenceTimes = {
  startsAt: instant('2026-03-18T00:00:00Z'),
  endsAt: instant('2026-11-04T00:00:00Z'),
  recurrence: { schedule: '0 2 * * 0', timeZone: 'Europe/Vienna', durationSeconds: 7_200 },
};

describe('a maintenance window', () => {
  it.each([
    // Winter: 02:00 is 01:00 UTC.
    ['2026-03-18T00:00:00Z', 'scheduled', '2026-03-22T01:00:00Z', '2026-03-22T03:00:00Z'],
    ['2026-03-22T01:00:00Z', 'active', '2026-03-22T01:00:00Z', '2026-03-22T03:00:00Z'],
    ['2026-03-22T03:00:00Z', 'scheduled', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'],
    // The clock springs from 02:00 to 03:00: it begins at the jump and lasts two hours of elapsed time.
    ['2026-03-29T02:59:59Z', 'active', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'],
    // Summer: 02:00 is 00:00 UTC.
    ['2026-04-05T00:00:00Z', 'active', '2026-04-05T00:00:00Z', '2026-04-05T02:00:00Z'],
    // 02:00 comes twice: the window comes once, the first time.
    ['2026-10-25T00:00:00Z', 'active', '2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z'],
    ['2026-10-25T02:00:00Z', 'scheduled', '2026-11-01T01:00:00Z', '2026-11-01T03:00:00Z'],
    ['2026-11-01T03:00:00Z', 'ended', null, null],
  ])('at %s is %s, from %s to %s', (now, state, startsAt, endsAt) => {
    const status = silenceStatusAt(weekly, instant(now));
    expect(status.state).toBe(state);
    expect(status.window).toEqual(
      startsAt === null ? null : { startsAt: instant(startsAt), endsAt: instant(endsAt as string) },
    );
  });

  it('is cut off where the series begins and ends', () => {
    const cut = {
      ...weekly,
      startsAt: instant('2026-03-22T02:00:00Z'),
      endsAt: instant('2026-03-29T02:00:00Z'),
    };
    expect(windowAt(cut, instant('2026-03-20T00:00:00Z'))).toEqual({
      startsAt: cut.startsAt,
      endsAt: instant('2026-03-22T03:00:00Z'),
    });
    expect(windowAt(cut, instant('2026-03-29T01:30:00Z'))).toEqual({
      startsAt: instant('2026-03-29T01:00:00Z'),
      endsAt: cut.endsAt,
    });
    expect(windowAt(cut, cut.endsAt)).toBeNull();
  });

  it('is open at every instant that lies in the duration of a run, and at no other', () => {
    const recurrence = fc.record({
      schedule: fc.constantFrom('0 2 * * 0', '*/10 * * * *', '30 1-3 * * *', '0 0 1 * *'),
      timeZone: fc.constantFrom('UTC', 'Europe/Vienna', 'America/New_York'),
      durationSeconds: fc.integer({ min: 60, max: 20_000 }),
    });
    const minute = fc.integer({ min: 0, max: 100_000 });
    const from = instant('2026-03-01T00:00:00Z').getTime();
    fc.assert(
      fc.property(recurrence, fc.array(minute, { minLength: 1, maxLength: 5 }), (one, minutes) => {
        const silence = {
          startsAt: new Date(from),
          endsAt: new Date(from + 90 * 86_400_000),
          recurrence: one,
        };
        for (const n of minutes) {
          const now = new Date(from + n * 60_000);
          const window = windowAt(silence, now);
          if (window === null) continue;
          expect(window.endsAt > now).toBe(true);
          expect(window.startsAt < window.endsAt).toBe(true);
          expect(holdsAt(silence, window.startsAt)).toBe(true);
          expect(holdsAt(silence, new Date(window.endsAt.getTime() - 1))).toBe(true);
          // Between now and a window to come there is none.
          if (window.startsAt > now)
            expect(holdsAt(silence, new Date((now.getTime() + window.startsAt.getTime()) / 2))).toBe(false);
        }
      }),
    );
  });
});
