import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const ticks = (from: string, to: string, timeZone: string, ticksMax: number) =>
  timeTicks(Date.parse(from), Date.parse(to), timeZone, ticksMax).map(
    ({ at, label, context }) =>
      `${new Date(at).toISOString().slice(5, 16)} ${label}${context === null ? '' : ` (${context})`}`,
  );

describe('ticks of a time axis', () => {
  it('are at round hours of the wall clock, also on the day of 25 hours', () => {
    expect(ticks('2026-10-24T16:00Z', '2026-10-26T00:00Z', 'Europe/Vienna', 6)).toEqual([
      '10-24T16:00 18:00 (Sat 24 Oct 2026)',
      '10-24T22:00 00:00 (Sun 25 Oct)',
      '10-25T05:00 06:00',
      '10-25T11:00 12:00',
      '10-25T17:00 18:00',
      '10-25T23:00 00:00 (Mon 26 Oct)',
    ]);
  });

  it('leave out an hour that the clocks skip, and name both of one that they repeat', () => {
    expect(ticks('2026-03-29T00:00Z', '2026-03-29T02:00Z', 'Europe/Vienna', 4)).toEqual([
      '03-29T00:00 01:00 (Sun 29 Mar 2026)',
      '03-29T00:30 01:30',
      '03-29T01:00 03:00',
      '03-29T01:30 03:30',
      '03-29T02:00 04:00',
    ]);
    expect(ticks('2026-10-25T00:00Z', '2026-10-25T02:00Z', 'Europe/Vienna', 2)).toEqual([
      '10-25T00:00 02:00 (Sun 25 Oct 2026)',
      '10-25T01:00 02:00',
      '10-25T02:00 03:00',
    ]);
  });

  it('are midnights where one says midnight', () => {
    expect(ticks('2026-11-20T12:00Z', '2026-11-23T12:00Z', 'America/New_York', 4)).toEqual([
      '11-21T05:00 21 Nov (2026)',
      '11-22T05:00 22 Nov',
      '11-23T05:00 23 Nov',
    ]);
  });

  it.each([
    [
      'seconds',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:01:00Z',
      ['00:00:00', '00:00:15', '00:00:30', '00:00:45', '00:01:00'],
    ],
    [
      'milliseconds',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.020Z',
      ['00:00:00.000', '00:00:00.005', '00:00:00.010', '00:00:00.015', '00:00:00.020'],
    ],
    [
      'weeks, from Mondays',
      '2026-11-01T00:00:00Z',
      '2026-11-30T00:00:00Z',
      ['2 Nov', '9 Nov', '16 Nov', '23 Nov', '30 Nov'],
    ],
    ['quarters', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', ['Jan', 'Apr', 'Jul', 'Oct', 'Jan']],
    ['decades', '1995-01-01T00:00:00Z', '2026-01-01T00:00:00Z', ['2000', '2010', '2020']],
  ])('are round %s', (_, from, to, labels) => {
    expect(timeTicks(Date.parse(from), Date.parse(to), 'UTC', 5).map(({ label }) => label)).toEqual(labels);
  });

  it('are few, in order and within the range, whatever that is', () => {
    const instant = fc.integer({ min: -6e13, max: 2e14 });
    const zone = fc.constantFrom(
      'UTC',
      'Asia/Kathmandu',
      'America/Sao_Paulo',
      'Pacific/Apia',
      'Africa/Casablanca',
    );
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 3e13 }),
        zone,
        fc.integer({ min: 1, max: 30 }),
        (from, span, timeZone, max) => {
          const found = timeTicks(from, from + span, timeZone, max).map(({ at }) => at);
          expect(found.length).toBeLessThanOrEqual(2 * max + 2);
          expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
          for (const at of found) expect(at >= from && at <= from + span).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
