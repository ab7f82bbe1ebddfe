import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  latestRunsUntil,
  latestRunUntil,
  nextRunAfter,
  runsAt,
  type Schedule,
  scheduleProblems,
} from './cron.ts';

const vienna = 'Europe/Vienna';
const newYork = 'America/New_York';

/** The next `count` runs after `from`, as ISO instants to the minute. */
function runs(schedule: string, timeZone: string, from: string, count: number): string[] {
  const found: string[] = [];
  let at = new Date(from);
  for (let index = 0; index < count; index += 1) {
    const next = nextRunAfter({ schedule, timeZone }, at);
    if (next === null) break;
    found.push(next.toISOString().slice(0, 16));
    at = next;
  }
  return found;
}

describe('scheduleProblems', () => {
  test.each([
    '0 * * * *',
    '*/15 8-18 * * MON-FRI',
    '0 0 1 JAN,JUL *',
    '30 2 * * 7',
    '0 0 29 2 *',
    '  5   4 * * *  ',
  ])('finds nothing wrong with %j', (schedule) => {
    expect(scheduleProblems({ schedule, timeZone: vienna })).toEqual([]);
  });

  test.each([
    ['', 'found 0'],
    ['* * * *', 'found 4'],
    ['0 0 * * * *', 'found 6'],
    ['@daily', 'found 1'],
    ['61 * * * *', 'the field for minute, "61",'],
    ['* 25 * * *', 'the field for hour, "25",'],
    ['0 0 32 * *', 'the field for day of month, "32",'],
    ['0 0 * FOO *', 'the field for month, "FOO",'],
    ['0 0 * * 8', 'the field for day of week, "8",'],
    ['*/0 * * * *', 'the field for minute, "*/0",'],
    ['0 22-2 * * *', 'the field for hour, "22-2",'],
    ['1,,2 * * * *', 'the field for minute, "1,,2",'],
    ['0 ? * * *', 'may hold only numbers, names'],
    ['0 0 * * FRI#2', 'may hold only numbers, names'],
    ['0 0 30 2 *', 'never comes'],
  ])('says in words what is wrong with %j', (schedule, words) => {
    const [problem, ...more] = scheduleProblems({ schedule, timeZone: 'UTC' });
    expect(problem?.pointer).toBe('/schedule');
    expect(problem?.detail).toContain(words);
    expect(more).toEqual([]);
  });

  test('names every field at fault', () => {
    const problems = scheduleProblems({ schedule: '61 25 * * *', timeZone: 'Mars/Base' });
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/schedule', '/schedule', '/timeZone']);
  });

  test.each(['Mars/Base', '+02:00', '', 'Vienna'])('does not take %j for a time zone', (timeZone) => {
    const [problem] = scheduleProblems({ schedule: '0 * * * *', timeZone });
    expect(problem?.pointer).toBe('/timeZone');
    expect(problem?.detail).toContain('IANA name');
  });

  test('refuses to plan a schedule with problems', () => {
    expect(() => nextRunAfter({ schedule: '@daily', timeZone: 'UTC' }, new Date(0))).toThrow(RangeError);
  });
});

describe('the next run', () => {
  test('is strictly after the instant, to the second', () => {
    expect(runs('0 * * * *', 'UTC', '2026-11-21T05:00:00Z', 1)).toEqual(['2026-11-21T06:00']);
    expect(runs('0 * * * *', 'UTC', '2026-11-21T04:59:59.999Z', 1)).toEqual(['2026-11-21T05:00']);
  });

  test('reads the clock of the time zone', () => {
    expect(runs('0 6 * * *', vienna, '2026-01-10T00:00:00Z', 1)).toEqual(['2026-01-10T05:00']);
    expect(runs('0 6 * * *', vienna, '2026-07-10T00:00:00Z', 1)).toEqual(['2026-07-10T04:00']);
  });

  test('takes either day when day of month and day of week are both given', () => {
    expect(runs('0 0 13 * FRI', 'UTC', '2026-11-10T00:00:00Z', 3)).toEqual([
      '2026-11-13T00:00',
      '2026-11-20T00:00',
      '2026-11-27T00:00',
    ]);
  });
});

describe('when the clock springs forward', () => {
  // Vienna: 2026-03-29 02:00 → 03:00 (01:00 UTC). New York: 2026-03-08 02:00 → 03:00 (07:00 UTC).
  test.each([
    [vienna, '2026-03-28T12:00:00Z', ['2026-03-29T01:00', '2026-03-30T00:30']],
    [newYork, '2026-03-07T12:00:00Z', ['2026-03-08T07:00', '2026-03-09T06:30']],
  ])('a daily run at 02:30 in %s comes once, at the jump', (zone, from, expected) => {
    expect(runs('30 2 * * *', zone, from, 2)).toEqual(expected);
  });

  test('a list of clock times keeps each of its runs', () => {
    expect(runs('30 2,14 * * *', vienna, '2026-03-28T20:00:00Z', 2)).toEqual([
      '2026-03-29T01:00',
      '2026-03-29T12:30',
    ]);
  });

  test('an interval runs every real hour', () => {
    expect(runs('30 * * * *', vienna, '2026-03-28T23:40:00Z', 3)).toEqual([
      '2026-03-29T00:30',
      '2026-03-29T01:30',
      '2026-03-29T02:30',
    ]);
  });

  test('an interval within the missing hour skips that day', () => {
    expect(runs('*/30 2 * * *', newYork, '2026-03-07T12:00:00Z', 1)).toEqual(['2026-03-09T06:00']);
  });
});

describe('when the clock falls back', () => {
  // Vienna: 2026-10-25 03:00 → 02:00 (01:00 UTC). New York: 2026-11-01 02:00 → 01:00 (06:00 UTC).
  test.each([
    [vienna, '30 2 * * *', '2026-10-24T12:00:00Z', ['2026-10-25T00:30', '2026-10-26T01:30']],
    [newYork, '30 1 * * *', '2026-10-31T12:00:00Z', ['2026-11-01T05:30', '2026-11-02T06:30']],
  ])(
    'a daily run in %s at a time that comes twice runs once, the first time',
    (zone, schedule, from, expected) => {
      expect(runs(schedule, zone, from, 2)).toEqual(expected);
    },
  );

  test.each([
    [vienna, '2026-10-24T23:40:00Z', ['2026-10-25T00:30', '2026-10-25T01:30', '2026-10-25T02:30']],
    [newYork, '2026-11-01T04:40:00Z', ['2026-11-01T05:30', '2026-11-01T06:30', '2026-11-01T07:30']],
  ])('an interval in %s runs every real hour, in both of the repeated one', (zone, from, expected) => {
    expect(runs('30 * * * *', zone, from, 3)).toEqual(expected);
  });
});

describe('the latest run', () => {
  test('includes the instant itself', () => {
    const hourly: Schedule = { schedule: '0 * * * *', timeZone: 'UTC' };
    const five = new Date('2026-11-21T05:00:00Z');
    expect(latestRunUntil(hourly, five)).toEqual(five);
    expect(latestRunUntil(hourly, new Date(five.getTime() - 1))).toEqual(new Date('2026-11-21T04:00:00Z'));
  });

  test('agrees with the next run, whatever the instant, zone and season', () => {
    const schedules = ['30 2 * * *', '30 * * * *', '*/20 1-3 * * *', '0 2,14 * * SUN', '15 3 1,15 * *'];
    const instants = fc.integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...schedules),
        fc.constantFrom(vienna, newYork, 'Australia/Lord_Howe', 'UTC'),
        instants,
        (schedule, timeZone, second) => {
          const plan = { schedule, timeZone };
          const next = nextRunAfter(plan, new Date(second * 1000));
          if (next === null) throw new Error('a schedule that always comes again has no next run');
          expect(next.getTime()).toBeGreaterThan(second * 1000);
          expect(runsAt(plan, next)).toBe(true);
          expect(nextRunAfter(plan, new Date(next.getTime() - 1))).toEqual(next);
          const latest = latestRunUntil(plan, new Date(second * 1000));
          expect(latest?.getTime()).toBeLessThanOrEqual(second * 1000);
          if (latest !== null) expect(nextRunAfter(plan, latest)).toEqual(next);
        },
      ),
      { numRuns: 300, seed: 20_261_121 },
    );
  });

  test('answer as if each question were the first, in whatever order they are asked', () => {
    const day = fc.integer({ min: Date.UTC(2026, 2, 28) / 1000, max: Date.UTC(2026, 2, 31) / 1000 });
    fc.assert(
      fc.property(
        fc.constantFrom('30 2 * * *', '30 * * * *', '*/20 1-3 * * *'),
        fc.array(day, { minLength: 2, maxLength: 20 }),
        (schedule, seconds) => {
          const options = { timezone: vienna, mode: '5-part', fixedTimeRule: 'no-wildcard' } as const;
          for (const second of seconds) {
            const after = new Date(second * 1000);
            const first = new Cron(schedule, options).nextRun(after);
            expect(nextRunAfter({ schedule, timeZone: vienna }, after)).toEqual(first);
            const count = 1 + (second % 3);
            const latest = new Cron(schedule, options).previousRuns(count, new Date(second * 1000 + 1));
            expect(latestRunsUntil({ schedule, timeZone: vienna }, after, count)).toEqual(latest.reverse());
          }
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});
