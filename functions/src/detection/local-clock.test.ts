import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localClock } from './local-clock.ts';

const utc = (iso: string) => Date.parse(`${iso}Z`);
/** What another formatter of the same database shows. */
const shown = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    .format(at)
    .replace(' ', 'T');

describe('localClock', () => {
  it.each(['Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'])(
    'shows in %s what Intl shows, in any order of instants',
    (timeZone) => {
      const clock = localClock(timeZone);
      fc.assert(
        fc.property(fc.integer({ min: utc('1975-01-01T00:00:00') / 1000, max: 2 ** 32 }), (seconds) => {
          const iso = new Date(clock(seconds * 1000)).toISOString();
          expect(iso.slice(0, 19)).toBe(shown(seconds * 1000, timeZone));
        }),
      );
    },
  );

  it.each([
    ['Europe/Vienna', '2024-03-31T00:59:59', '2024-03-31T01:59:59'],
    ['Europe/Vienna', '2024-03-31T01:00:00', '2024-03-31T03:00:00'],
    ['Europe/Vienna', '2024-10-27T00:59:59', '2024-10-27T02:59:59'],
    ['Europe/Vienna', '2024-10-27T01:00:00', '2024-10-27T02:00:00'],
    ['America/New_York', '2024-03-10T07:00:00', '2024-03-10T03:00:00'],
  ])('in %s it is at %s UTC %s', (timeZone, at, local) => {
    expect(localClock(timeZone)(utc(at))).toBe(utc(local));
  });

  it('stays finite beyond the calendar', () => {
    for (const at of [-1e300, -8.64e15, 8.64e15, 1e300])
      expect(Number.isFinite(localClock('Europe/Vienna')(at))).toBe(true);
  });

  it('refuses what is no zone', () => {
    expect(() => localClock('Europe/Atlantis')).toThrow(RangeError);
  });
});
