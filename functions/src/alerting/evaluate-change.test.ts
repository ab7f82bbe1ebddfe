import { describe, expect, it } from 'vitest';
import { zoneClock } from '../forecasting/calendar/zone-clock.ts';
import { evaluate } from './evaluate.ts';
import type { ChangeCondition } from './evaluate-change.ts';
import { sameTimeBefore } from './same-time-before.ts';

const hourMs = 3_600_000;
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);

describe('sameTimeBefore', () => {
  it.each([
    ['an ordinary day', 'UTC', '2026-11-21T12:00Z', 1, '2026-11-20T12:00'],
    ['an ordinary week', 'Europe/Vienna', '2026-11-21T12:00Z', 7, '2026-11-14T12:00'],
    ['23 hours over the night in spring', 'Europe/Vienna', '2026-03-29T10:00Z', 1, '2026-03-28T11:00'],
    ['25 hours over the night in autumn', 'Europe/Vienna', '2026-10-25T11:00Z', 1, '2026-10-24T10:00'],
    ['a week with the change in it', 'America/New_York', '2026-03-10T16:00Z', 7, '2026-03-03T17:00'],
    [
      'a time that was skipped: when clocks were put forward',
      'Europe/Vienna',
      '2026-03-30T00:30Z',
      1,
      '2026-03-29T01:00',
    ],
    ['a time that came twice: the nearer', 'Europe/Vienna', '2026-10-26T01:30Z', 1, '2026-10-25T01:30'],
    ['half an hour on Lord Howe', 'Australia/Lord_Howe', '2026-10-04T02:00Z', 1, '2026-10-03T02:30'],
  ])('goes back %s', (_, timeZone, at, days, expected) => {
    expect(iso(sameTimeBefore(zoneClock(timeZone), Date.parse(at), days))).toBe(expected);
  });
});

describe('change', () => {
  const end = Date.parse('2026-11-21T12:00:00Z');
  const condition: ChangeCondition = {
    type: 'change',
    against: 'last-week',
    direction: 'either',
    by: 20,
    unit: 'percent',
    window: { seconds: 2 * 3_600, aggregate: 'average', minimumPoints: 2 },
  };
  /** Two hourly points up to the reference, and two up to now. */
  const judge = (
    before: readonly number[],
    current: readonly number[],
    change: Partial<ChangeCondition> = {},
    covered = [{ from: 0, to: end + hourMs }],
  ) => {
    const points = (values: readonly number[], last: number) =>
      values.map((value, i) => ({ at: last - (values.length - 1 - i) * hourMs, value }));
    const history = { points: [...points(before, end - 7 * 24 * hourMs), ...points(current, end)], covered };
    const observations = [{ at: new Date(end), value: current.at(-1) ?? 0 }];
    const rule = { condition: { ...condition, ...change }, noData: null };
    return evaluate(rule, { observations, history }, new Date(end))[0];
  };

  it.each([
    ['either', 'percent', 20, [50, 50], [60, 60], 'breached'],
    ['either', 'percent', 20, [50, 50], [40, 40], 'breached'],
    ['either', 'percent', 20, [50, 50], [59, 60], 'clear'],
    ['rise', 'percent', 20, [50, 50], [60, 60], 'breached'],
    ['rise', 'percent', 20, [50, 50], [30, 30], 'clear'],
    ['fall', 'percent', 20, [50, 50], [40, 40], 'breached'],
    ['fall', 'percent', 20, [50, 50], [90, 90], 'clear'],
    ['rise', 'absolute', 10, [50, 50], [60, 60], 'breached'],
    ['rise', 'absolute', 10.1, [50, 50], [60, 60], 'clear'],
    ['rise', 'absolute', 10, [0, 0], [10, 10], 'breached'],
    ['rise', 'percent', 20, [-50, -50], [-40, -40], 'breached'],
    ['fall', 'percent', 20, [-50, -50], [-60, -60], 'breached'],
  ] as const)('%s by %s %d from %j to %j is %s', (direction, unit, by, before, current, verdict) => {
    expect(judge(before, current, { direction, unit, by })).toMatchObject({
      verdict,
      at: new Date(end),
      value: (current[0] + current[1]) / 2,
    });
  });

  it('says what was seen, by how much it differs, and from what', () => {
    expect(judge([50, 50], [70, 74])?.reason).toBe(
      '72 (average over 2 h) is 44 % above the 50 of the same time the week before',
    );
    expect(judge([3, 3], [2, 2], { unit: 'absolute' })?.reason).toBe(
      '2 (average over 2 h) is 1 below the 3 of the same time the week before',
    );
    expect(judge([3, 3], [3, 3])?.reason).toBe(
      '3 (average over 2 h) is the 3 of the same time the week before',
    );
  });

  it.each([
    [
      'a reference that is missing',
      [],
      [60, 60],
      undefined,
      'the same time the week before: the window of 2 h holds 0 of the 2 points',
    ],
    ['a reference that is short of points', [50], [60, 60], undefined, 'holds 1 of the 2 points'],
    ['a reference of which there is no percentage', [0, 0], [60, 60], undefined, 'it was 0'],
    [
      'a window that is short of points',
      [50, 50],
      [60],
      undefined,
      'the window of 2 h holds 1 of the 2 points',
    ],
    [
      'a reference that was not read',
      [50, 50],
      [60, 60],
      [{ from: end - 24 * hourMs, to: end + hourMs }],
      'reaches farther back',
    ],
  ] as const)('is undecided on %s', (_, before, current, covered, reason) => {
    const check = judge(before, current, {}, covered && [...covered]);
    expect(check).toMatchObject({ verdict: 'undecided', at: new Date(end), value: null });
    expect(check?.reason).toContain(reason);
  });

  it('takes the same time by the clock of the condition, else of the series', () => {
    const at = Date.parse('2026-10-25T11:00:00Z');
    const points = [
      { at: Date.parse('2026-10-24T10:00:00Z'), value: 100 },
      { at: Date.parse('2026-10-24T11:00:00Z'), value: 10 },
      { at, value: 100 },
    ];
    const findings = {
      observations: [{ at: new Date(at), value: 100 }],
      history: { points, covered: [{ from: 0, to: at + 1 }] },
    };
    const daily = {
      ...condition,
      against: 'last-day',
      window: { seconds: 3_600, aggregate: 'last', minimumPoints: 1 },
    } as const;
    const verdict = (timeZone?: string, ofSeries?: string) =>
      evaluate(
        { condition: { ...daily, ...(timeZone === undefined ? {} : { timeZone }) }, noData: null },
        { ...findings, timeZone: ofSeries },
        new Date(at),
      )[0]?.verdict;
    expect(verdict()).toBe('breached');
    expect(verdict('Europe/Vienna')).toBe('clear');
    expect(verdict(undefined, 'Europe/Vienna')).toBe('clear');
    expect(verdict('UTC', 'Europe/Vienna')).toBe('breached');
  });
});
