import { describe, expect, it } from 'vitest';
import type { Resolution } from '../resolution.ts';
import type { Aggregate } from './aggregate.ts';
import { type Observation, regularise } from './regularise.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ms = (count: number): Resolution => ({ unit: 'millisecond', count });
const months = (count: number): Resolution => ({ unit: 'month', count });
const utc = (iso: string) => Date.parse(`${iso}Z`);
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const every = (from: string, step: number, n: number, value: (i: number) => number): Observation[] =>
  Array.from({ length: n }, (_, i) => ({ at: utc(from) + i * step, value: value(i) }));

describe('readings denser than the resolution', () => {
  it.each<[Aggregate, number[]]>([
    ['mean', [2.5, 3.5]],
    ['sum', [150, 210]],
    ['last', [0, 1]],
    ['min', [0, 1]],
    ['max', [5, 6]],
  ])('become the %s of each step', (aggregate, expected) => {
    const minutes = every('2024-01-01T00:00', MINUTE, 120, (i) => (i < 60 ? 5 - (i % 6) : 6 - (i % 6)));
    const grid = regularise(minutes, ms(HOUR), { aggregate });
    expect(grid.y).toHaveLength(2);
    grid.y.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 12);
    });
    expect(grid).toMatchObject({ aggregate, merged: 118, leftOut: { oldest: 0, newest: 0 } });
    expect(grid.at.map(iso)).toEqual(['2024-01-01T00:00', '2024-01-01T01:00']);
  });

  it('leave out steps at the ends that they do not fill', () => {
    const minutes = every('2024-01-01T00:20', MINUTE, 100, () => 1);
    const grid = regularise(minutes, ms(15 * MINUTE), { aggregate: 'sum' });
    expect(grid.y).toEqual([15, 15, 15, 15, 15, 15]);
    expect(iso(grid.at[0])).toBe('2024-01-01T00:30');
    expect(grid.leftOut).toEqual({ oldest: 10, newest: 0 });
    const open = regularise(minutes.slice(0, -1), ms(15 * MINUTE), { aggregate: 'sum' });
    expect(open.y).toEqual([15, 15, 15, 15, 15]);
    expect(open.leftOut).toEqual({ oldest: 10, newest: 14 });
  });

  it('keep the only step they have, filled or not', () => {
    expect(
      regularise(
        every('2024-01-01T00:20', MINUTE, 9, () => 2),
        ms(HOUR),
      ).y,
    ).toEqual([2]);
  });

  it('of two a day make days, not the places nearest to them', () => {
    const twice = every('2024-01-01T06:00', 12 * HOUR, 10, (i) => i);
    expect(regularise(twice, ms(DAY), { aggregate: 'sum' }).y).toEqual([1, 5, 9, 13, 17]);
  });

  it('make local days, weeks from Monday and months from the first', () => {
    const hours = every('2024-01-31T23:00', HOUR, 24 * 96, () => 1);
    const sums = (resolution: Resolution) =>
      regularise(hours, resolution, { aggregate: 'sum', timeZone: 'Europe/Vienna' });
    const days = sums(ms(DAY));
    expect(days.y.filter((sum) => sum !== 24)).toEqual([23]);
    expect(iso(days.at[days.y.indexOf(23)])).toBe('2024-03-30T23:00');
    const weeks = sums(ms(7 * DAY));
    expect(new Set(weeks.at.map((at) => new Date(at + 2 * HOUR).getUTCDay()))).toEqual(new Set([1]));
    expect(sums(months(1)).y).toEqual([29 * 24, 31 * 24 - 1, 30 * 24]);
    const quarters = regularise(
      every('2023-11-15T00:00', DAY, 400, () => 1),
      months(3),
    );
    expect(quarters.at.map(iso)).toEqual(['2024-01-01T00:00', '2024-04-01T00:00', '2024-07-01T00:00']);
  });

  it('add up both of the hours that a clock shows twice, each for itself', () => {
    const minutes = every('2024-10-26T22:00', MINUTE, 6 * 60, () => 1);
    const grid = regularise(minutes, ms(HOUR), { aggregate: 'sum', timeZone: 'Europe/Vienna' });
    expect(grid.y).toEqual([60, 60, 60, 60, 60]);
    expect(grid.merged).toBe(6 * 59);
  });

  it('that come regularly are missing where there are few, and nothing is added up for them', () => {
    const minutes = every('2024-01-01T00:00', MINUTE, 360, () => 1);
    const outage = minutes.filter((_, i) => i < 130 || i >= 235);
    const grid = regularise(outage, ms(HOUR), { aggregate: 'sum' });
    expect(grid.y).toEqual([60, 60, 60, 60, 60, 60]);
    expect(grid.gapsFilled).toBe(2);
  });

  it('that come when something happens say by their absence that nothing did', () => {
    const orders = [1, 4, 5, 55, 190, 191, 203, 217, 230, 239].map((minute) => ({
      at: minute * MINUTE,
      value: 2,
    }));
    const grid = regularise(orders, ms(HOUR), { aggregate: 'sum' });
    expect(grid.y).toEqual([8, 0, 0, 12]);
    expect(grid.gapsFilled).toBe(0);
  });
});
