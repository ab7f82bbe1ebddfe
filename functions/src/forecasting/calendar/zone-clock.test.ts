import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, zoneClock } from './zone-clock.ts';

const utc = (iso: string) => Date.parse(`${iso}Z`);
const shown = (instant: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    .format(instant)
    .replace(' ', 'T');

const zones = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Santiago',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
];

describe('zoneClock', () => {
  it.each(zones)('shows in %s what Intl shows, at any instant since 1950', (timeZone) => {
    const clock = zoneClock(timeZone);
    const instants = fc.integer({ min: utc('1950-01-01T00:00:00') / 1_000, max: 2 ** 32 });
    fc.assert(
      fc.property(instants, (seconds) => {
        const iso = new Date(clock.local(seconds * 1_000)).toISOString();
        expect(iso.slice(0, 19)).toBe(shown(seconds * 1_000, timeZone));
      }),
    );
  });

  it.each(zones)('finds every instant in %s again by what the clock showed', (timeZone) => {
    const clock = zoneClock(timeZone);
    const instants = fc.integer({ min: utc('1950-01-01T00:00:00'), max: utc('2090-01-01T00:00:00') });
    fc.assert(
      fc.property(instants, (instant) => {
        const found = clock.instants(clock.local(instant));
        expect(found).toContain(instant);
        expect(found.length).toBeLessThanOrEqual(2);
        expect(clock.reach(clock.local(instant))).toBe(found[0]);
      }),
    );
  });

  it.each([
    ['Europe/Vienna', '2024-03-31T02:30:00', [], '2024-03-31T01:00:00'],
    ['Europe/Vienna', '2024-10-27T02:30:00', ['2024-10-27T00:30:00', '2024-10-27T01:30:00'], undefined],
    ['Europe/Vienna', '2024-10-27T03:00:00', ['2024-10-27T02:00:00'], undefined],
    ['America/New_York', '2024-03-10T02:00:00', [], '2024-03-10T07:00:00'],
    ['America/New_York', '2024-11-03T01:59:59', ['2024-11-03T05:59:59', '2024-11-03T06:59:59'], undefined],
    ['Australia/Lord_Howe', '2024-10-06T02:15:00', [], '2024-10-05T15:30:00'],
    ['Australia/Lord_Howe', '2024-04-07T01:45:00', ['2024-04-06T14:45:00', '2024-04-06T15:15:00'], undefined],
    ['Asia/Kolkata', '2024-06-01T00:00:00', ['2024-05-31T18:30:00'], undefined],
    ['America/Santiago', '2024-09-08T00:00:00', [], '2024-09-08T04:00:00'],
    ['Pacific/Apia', '2011-12-30T12:00:00', [], '2011-12-30T10:00:00'],
  ])('%s shows %s at %j', (timeZone, local, instants, reached) => {
    const clock = zoneClock(timeZone);
    expect(clock.instants(utc(local))).toEqual(instants.map(utc));
    expect(clock.reach(utc(local))).toBe(utc(reached ?? instants[0]));
  });

  it('goes to the ends of the calendar', () => {
    for (const instant of [-8.64e15, 8.64e15, -1e300, 1e300])
      expect(Number.isFinite(zoneClock('Europe/Vienna').local(instant))).toBe(true);
  });

  it('knows names of zones from other text', () => {
    expect(['Europe/Vienna', 'UTC', 'Asia/Kolkata'].every(isTimeZone)).toBe(true);
    expect(['', 'Vienna', '+02:00', 'Europe/Atlantis', '../etc'].some(isTimeZone)).toBe(false);
  });
});
