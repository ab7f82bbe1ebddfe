import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from './instant.ts';

const now = Date.UTC(2026, 10, 21, 12);
const instant = Date.UTC(2026, 10, 21, 5);

describe('parseInstant', () => {
  it.each([
    ['2026-11-21T05:00:00Z'],
    ['2026-11-21T05:00Z'],
    ['2026-11-21 05:00:00z'],
    ['2026-11-21T06:00:00+01:00'],
    ['2026-11-21T00:30:00.000-0430'],
    [' 2026-11-21T05:00:00.000000000Z '],
    [String(instant / 1_000)],
    [String(instant)],
    [`${instant}000`],
    [`${instant}000000`],
  ])('reads %s', (text) => {
    expect(parseInstant(text, 'auto', now)).toEqual({ at: instant });
  });

  it('reads a date alone as midnight UTC', () => {
    expect(parseInstant('2026-02-28', 'auto', now)).toEqual({ at: Date.UTC(2026, 1, 28) });
  });

  it('tells seconds, milliseconds, microseconds and nanoseconds apart by magnitude', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1975, 0, 1), max: now }), (at) => {
        const seconds = Math.floor(at / 1_000);
        expect(parseInstant(seconds, 'auto', now)).toEqual({ at: seconds * 1_000 });
        expect(parseInstant(at, 'auto', now)).toEqual({ at });
        expect(parseInstant(at * 1_000, 'auto', now)).toEqual({ at });
      }),
    );
  });

  it('takes the unit that is named over the magnitude', () => {
    expect(parseInstant(86_400_000, 'ms', now)).toEqual({ at: 86_400_000 });
    expect(parseInstant(86_400_000, 's', now)).toHaveProperty('at', 86_400_000_000);
  });

  it.each([
    ['2026-02-30T00:00:00Z'],
    ['2026-11-21T24:10:00Z'],
    ['2026-11-21T05:00:00'],
    ['21.11.2026'],
    ['yesterday'],
    [''],
    ['1e400'],
  ])('refuses %j and says what was expected', (text) => {
    expect(parseInstant(text, 'auto', now)).toHaveProperty(
      'problem',
      expect.stringContaining('expected an ISO 8601 instant'),
    );
  });

  it('refuses an instant further ahead than a day, and names how it read it', () => {
    expect(parseInstant('2026-11-22T12:00:00Z', 'auto', now)).toHaveProperty('at');
    expect(parseInstant('2026-11-22T12:00:01Z', 'auto', now)).toEqual({
      problem: expect.stringContaining('2026-11-22T12:00:01.000Z'),
    });
  });

  it('refuses an instant before 1800', () => {
    expect(parseInstant('1799-12-31T23:59:59Z', 'auto', now)).toHaveProperty('problem');
  });
});
