import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneClock } from '../calendar/zone-clock.ts';
import type { Resolution } from '../resolution.ts';
import { continueGrid } from './continue-grid.ts';
import { type Observation, regularise } from './regularise.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ms = (count: number): Resolution => ({ unit: 'millisecond', count });
const utc = (iso: string) => Date.parse(`${iso}Z`);
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
/** Readings at equal distances of real time. */
const readings = (from: string, step: number, n: number, value: (at: number, i: number) => number) =>
  Array.from({ length: n }, (_, i): Observation => {
    const at = utc(from) + i * step;
    return { at, value: value(at, i) };
  });
const hourOf = (timeZone: string) => {
  const { local } = zoneClock(timeZone);
  return (at: number) => new Date(local(at)).getUTCHours();
};

describe('hours on a local clock', () => {
  it.each([
    ['Europe/Vienna', '2024-03-25T00:00', '2024-10-20T00:00'],
    ['America/New_York', '2024-03-05T00:00', '2024-10-30T00:00'],
    ['America/Santiago', '2024-09-03T00:00', '2024-04-02T00:00'],
  ])('stay where they were in %s on both nights', (timeZone, spring, autumn) => {
    for (const from of [spring, autumn]) {
      const grid = regularise(readings(from, HOUR, 24 * 14, hourOf(timeZone)), undefined, { timeZone });
      expect(grid.y.every((value, i) => value === (grid.y[0] + i) % 24 || grid.filled[i])).toBe(true);
      expect(grid).toMatchObject({ gapsFilled: 0, merged: 0, duplicates: 0, timeZone });
      expect(grid.y).toHaveLength(24 * 14 + (from === spring ? 1 : -1));
      expect(grid.filled.filter(Boolean)).toHaveLength(from === spring ? 1 : 0);
    }
  });

  it('average what came twice, and fill what never came', () => {
    const fall = readings('2024-10-26T22:00', HOUR, 5, (_, i) => i);
    expect(regularise(fall, ms(HOUR), { timeZone: 'Europe/Vienna' }).y).toEqual([0, 1, 2.5, 4]);
    const spring = readings('2024-03-30T23:00', HOUR, 4, (_, i) => 2 * i);
    expect(regularise(spring, ms(HOUR), { timeZone: 'Europe/Vienna' }).y).toEqual([0, 2, 3, 4, 6]);
  });

  it('are half hours apart from UTC in Kolkata, and change by one of them on Lord Howe', () => {
    const grid = regularise(
      readings('2024-06-01T00:00', HOUR, 48, (at) => at),
      undefined,
      { timeZone: 'Asia/Kolkata' },
    );
    expect(grid.at).toEqual(grid.y);
    const half = regularise(
      readings('2024-04-01T00:00', 30 * MINUTE, 48 * 14, hourOf('Australia/Lord_Howe')),
      undefined,
      { timeZone: 'Australia/Lord_Howe' },
    );
    expect(half.y).toHaveLength(48 * 14 - 1);
    expect(half.y.every((value, i) => i < 48 || value === half.y[i - 48])).toBe(true);
  });
});

describe('steps to come', () => {
  const future = (observations: Observation[], horizon: number, timeZone: string, step?: Resolution) =>
    continueGrid(regularise(observations, step, { timeZone }), horizon);

  it('leave out the hour that is skipped', () => {
    const steps = future(
      readings('2024-03-29T00:00', HOUR, 48, () => 1),
      4,
      'Europe/Vienna',
    );
    expect(steps.map(({ at, step }) => [iso(at), step])).toEqual([
      ['2024-03-31T00:00', 1],
      ['2024-03-31T01:00', 3],
      ['2024-03-31T02:00', 4],
      ['2024-03-31T03:00', 5],
    ]);
  });

  it('have the hour that comes again twice', () => {
    const steps = future(
      readings('2024-10-24T23:00', HOUR, 48, () => 1),
      5,
      'Europe/Vienna',
    );
    expect(steps.map(({ at, step }) => [iso(at), step])).toEqual([
      ['2024-10-26T23:00', 1],
      ['2024-10-27T00:00', 2],
      ['2024-10-27T01:00', 2],
      ['2024-10-27T02:00', 3],
      ['2024-10-27T03:00', 4],
    ]);
  });

  it('go on from within the hour that comes again', () => {
    const quarters = readings('2024-10-26T20:00', 15 * MINUTE, 22, () => 1);
    const steps = future(quarters, 8, 'Europe/Vienna');
    expect(iso(quarters[21].at)).toBe('2024-10-27T01:15');
    expect(steps.map(({ at }) => iso(at)).slice(0, 4)).toEqual([
      '2024-10-27T01:30',
      '2024-10-27T01:45',
      '2024-10-27T02:00',
      '2024-10-27T02:15',
    ]);
    expect(steps.map(({ step }) => step)).toEqual([1, 1, 1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['Europe/Vienna', '2024-03-28T23:00', ['2024-03-29T23:00', '2024-03-30T23:00', '2024-03-31T22:00']],
    ['Europe/Vienna', '2024-10-24T22:00', ['2024-10-25T22:00', '2024-10-26T22:00', '2024-10-27T23:00']],
    ['America/New_York', '2024-03-09T05:00', ['2024-03-10T05:00', '2024-03-11T04:00', '2024-03-12T04:00']],
    ['America/Santiago', '2024-09-06T04:00', ['2024-09-07T04:00', '2024-09-08T04:00', '2024-09-09T03:00']],
  ])('are local midnights in %s after %s', (timeZone, newest, expected) => {
    const { local, reach } = zoneClock(timeZone);
    const days = Array.from({ length: 40 }, (_, i) => ({
      at: reach(local(utc(newest)) - i * DAY),
      value: i,
    }));
    const grid = regularise(days, undefined, { timeZone });
    expect(grid).toMatchObject({ gapsFilled: 0, merged: 0, resolution: ms(DAY), timeZone });
    expect(continueGrid(grid, 3).map(({ at }) => iso(at))).toEqual(expected);
  });

  it('are the first of local months', () => {
    const { reach } = zoneClock('Europe/London');
    const months = Array.from({ length: 30 }, (_, i) => ({ at: reach(Date.UTC(2022, i)), value: i }));
    const grid = regularise(months, undefined, { timeZone: 'Europe/London' });
    expect(grid.y).toEqual(months.map(({ value }) => value));
    expect(continueGrid(grid, 5).map(({ at }) => iso(at))).toEqual([
      '2024-06-30T23:00',
      '2024-07-31T23:00',
      '2024-08-31T23:00',
      '2024-09-30T23:00',
      '2024-11-01T00:00',
    ]);
    expect(regularise(months)).toMatchObject({ gapsFilled: 0, merged: 0 });
  });

  it('keep to midnight UTC where the days of the history do', () => {
    for (const from of ['2024-05-01T00:00', '2024-02-01T00:00']) {
      const days = readings(from, DAY, 90, () => 1);
      const grid = regularise(days, undefined, { timeZone: 'America/New_York' });
      expect(grid.timeZone).toBe('UTC');
      expect(continueGrid(grid, 1)[0].at).toBe(utc(from) + 90 * DAY);
    }
  });

  it('are the readings that will come, whatever the zone, the time of year and the length of step', () => {
    const cases = fc.record({
      timeZone: fc.constantFrom('Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'America/Santiago'),
      step: fc.constantFrom(15 * MINUTE, 30 * MINUTE, HOUR),
      hour: fc.integer({ min: utc('2015-01-01T00:00') / HOUR, max: utc('2030-01-01T00:00') / HOUR }),
      past: fc.integer({ min: 200, max: 400 }),
    });
    fc.assert(
      fc.property(cases, ({ timeZone, step, hour, past }) => {
        const all = Array.from({ length: past + 300 }, (_, i) => ({ at: hour * HOUR + i * step, value: i }));
        const steps = future(all.slice(0, past), 300, timeZone, ms(step));
        expect(steps.map(({ at }) => at)).toEqual(all.slice(past).map(({ at }) => at));
        const { local } = zoneClock(timeZone);
        const inDay = ({ at }: { at: number }) => local(at) % DAY;
        const [first] = steps;
        for (const one of steps.slice(4))
          if (one.step > 1)
            expect(Math.abs((inDay(one) - inDay(first) - (one.step - first.step) * step) % DAY)).toBe(0);
      }),
    );
  });
});

describe('a clock of any zone', () => {
  it('makes a grid of finite values at ascending instants, of any readings', () => {
    const cases = fc.record({
      timeZone: fc.constantFrom('Europe/Vienna', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kolkata'),
      start: fc.integer({ min: 0, max: utc('2030-01-01T00:00') }),
      gaps: fc.array(fc.integer({ min: 1, max: 40 * HOUR }), { minLength: 1, maxLength: 60 }),
      resolution: fc.constantFrom<Resolution>(
        ms(HOUR),
        ms(6 * HOUR),
        ms(DAY),
        ms(7 * DAY),
        { unit: 'month', count: 1 },
        ms(7 * HOUR),
      ),
      aggregate: fc.constantFrom('mean', 'sum', 'last', 'min', 'max'),
    });
    fc.assert(
      fc.property(cases, ({ timeZone, start, gaps, resolution, aggregate }) => {
        let at = start;
        const observations = gaps.map((gap, value) => {
          at += gap;
          return { at, value };
        });
        const grid = regularise(observations, resolution, { timeZone, aggregate });
        expect(grid.y.every(Number.isFinite)).toBe(true);
        const instants = [...grid.at, ...continueGrid(grid, 20).map((step) => step.at)];
        expect(instants.every((one, i) => i === 0 || one >= instants[i - 1])).toBe(true);
        const steps = continueGrid(grid, 20).map((step) => step.at);
        expect(steps.every((one, i) => one > (steps[i - 1] ?? grid.newest))).toBe(true);
        const reversed = regularise([...observations].reverse(), resolution, { timeZone, aggregate });
        expect(reversed).toEqual(grid);
      }),
    );
  });

  it('leaves what no calendar reaches on UTC', () => {
    const far = [0, 1, 2].map((i) => ({ at: 9e15 + i * HOUR, value: i }));
    expect(regularise(far, ms(HOUR), { timeZone: 'Europe/Vienna' }).timeZone).toBe('UTC');
  });
});
