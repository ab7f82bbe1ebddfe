import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNormals } from '../numerics/random-normals.ts';
import type { Resolution } from '../resolution.ts';
import { addSteps } from './add-steps.ts';
import { inferResolution } from './infer-resolution.ts';
import { regularise } from './regularise.ts';
import { resolutionLabel } from './resolution-label.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ms = (count: number): Resolution => ({ unit: 'millisecond', count });
/** Readings that come about every `step` ms, earlier or later by a normal deviation. */
const jittered = (step: number, deviation: number) => {
  const noise = Array.from({ length: 300 }, randomNormals(12));
  return (i: number) => i * step + Math.round(deviation * noise[i]);
};
const months = (count: number): Resolution => ({ unit: 'month', count });
const utc = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

describe('addSteps', () => {
  it.each([
    ['2024-01-31', 1, 1, '2024-02-29'],
    ['2023-02-28', 1, 1, '2023-03-31'],
    ['2024-01-30', 1, 1, '2024-02-29'],
    ['2024-01-15', 3, 2, '2024-07-15'],
    ['2024-01-15', 12, -1, '2023-01-15'],
  ])('%s and %d months, %d times, is %s', (from, count, steps, to) => {
    expect(addSteps(utc(from), months(count), steps)).toBe(utc(to));
  });

  it('keeps the time of day, also before 1970', () => {
    expect(addSteps(Date.parse('1960-03-05T07:30:00Z'), months(1), 1)).toBe(
      Date.parse('1960-04-05T07:30:00Z'),
    );
  });

  it('adds durations exactly', () => {
    expect(addSteps(5, ms(HOUR), 3)).toBe(5 + 3 * HOUR);
  });
});

describe('inferResolution', () => {
  const instantsOf = (resolution: Resolution, n = 30) =>
    Array.from({ length: n }, (_, i) => addSteps(utc('2023-01-31'), resolution, i));

  it.each([
    ms(1_000),
    ms(MINUTE),
    ms(5 * MINUTE),
    ms(HOUR),
    ms(DAY),
    ms(7 * DAY),
    months(1),
    months(3),
    months(12),
  ])('recovers %j, in any order and with gaps', (resolution) => {
    const instants = instantsOf(resolution).filter((_, i) => i % 7 !== 3);
    expect(inferResolution([...instants].reverse())).toEqual(resolution);
  });

  it('sees days through a change of clocks', () => {
    const local = Array.from({ length: 60 }, (_, i) => utc('2024-03-01') + i * DAY - (i > 29 ? HOUR : 0));
    expect(inferResolution(local)).toEqual(ms(DAY));
  });

  it('snaps readings at irregular instants to a usual distance', () => {
    const irregular = Array.from({ length: 200 }, (_, i) => i * HOUR + 1_000_000 * Math.abs(Math.sin(i * i)));
    expect(inferResolution(irregular)).toEqual(ms(HOUR));
  });

  it('takes four-weekly data for weeks, not months', () => {
    expect(inferResolution([0, 28 * DAY, 56 * DAY, 84 * DAY])).toEqual(ms(28 * DAY));
  });

  it.each<[string, Resolution, (i: number) => number]>([
    ['a clock that drifts', ms(MINUTE), (i) => i * 60_021],
    ['readings half a minute early or late', ms(5 * MINUTE), jittered(5 * MINUTE, 20_000)],
    ['two sensors that report each hour', ms(HOUR), (i) => Math.floor(i / 2) * HOUR + (i % 2) * 7 * MINUTE],
    ['business days', ms(DAY), (i) => utc('2024-01-01') + (7 * Math.floor(i / 5) + (i % 5)) * DAY],
    ['hours of business', ms(HOUR), (i) => Math.floor(i / 9) * DAY + (8 + (i % 9)) * HOUR],
    [
      'weeks that end on Thursday before a holiday',
      ms(7 * DAY),
      (i) => i * 7 * DAY - (i % 6 === 2 ? DAY : 0),
    ],
    ['hours, then days', ms(DAY), (i) => (i < 72 ? i * HOUR : (i - 69) * DAY)],
    ['outages of a week', ms(HOUR), (i) => i * HOUR + Math.floor(i / 20) * 7 * DAY],
    ['ends of months', months(1), (i) => addSteps(utc('2023-01-31'), months(1), i)],
    [
      'first days of local months',
      months(1),
      (i) => Date.UTC(2022, i) - (i % 12 > 2 && i % 12 < 10 ? HOUR : 0),
    ],
    ['two readings a day', ms(8 * HOUR), (i) => Math.floor(i / 2) * DAY + (i % 2) * 8 * HOUR],
  ])('sees through %s', (_, resolution, at) => {
    const instants = Array.from({ length: 120 }, (_unused, i) => at(i));
    expect(inferResolution(instants)).toEqual(resolution);
  });

  it('has no answer for one instant', () => {
    expect(inferResolution([])).toBeNull();
    expect(inferResolution([5, 5])).toBeNull();
  });
});

describe('resolutionLabel', () => {
  it.each([
    [ms(MINUTE), 'every minute'],
    [ms(5 * MINUTE), 'every 5 minutes'],
    [ms(HOUR), 'hourly'],
    [ms(DAY), 'daily'],
    [ms(7 * DAY), 'weekly'],
    [ms(1_500), 'every 1500 milliseconds'],
    [months(1), 'monthly'],
    [months(2), 'every 2 months'],
    [months(3), 'quarterly'],
    [months(12), 'yearly'],
  ])('calls %j %s', (resolution, label) => {
    expect(resolutionLabel(resolution)).toBe(label);
  });
});

describe('regularise', () => {
  const reading = (at: number, value: number) => ({ at, value });

  it('sorts, averages duplicates and fills gaps, and counts both', () => {
    const grid = regularise(
      [reading(3 * HOUR, 8), reading(0, 2), reading(HOUR, 3), reading(HOUR, 5)],
      ms(HOUR),
    );
    expect(grid).toMatchObject({
      at: [0, HOUR, 2 * HOUR, 3 * HOUR],
      y: [2, 4, 6, 8],
      filled: [false, false, true, false],
    });
    expect(grid).toMatchObject({ observed: 4, gapsFilled: 1, duplicates: 1, merged: 0, dropped: 0 });
  });

  it('averages to a coarser resolution', () => {
    const minutes = Array.from({ length: 120 }, (_, i) => reading(i * MINUTE, i < 60 ? 1 : 3));
    const grid = regularise(minutes, ms(HOUR));
    expect(grid.merged).toBe(118);
    expect(grid.y.at(-1)).toBe(3);
  });

  it('takes readings that come about on time for the step they are nearest to', () => {
    const late = jittered(5 * MINUTE, 30_000);
    const readings = Array.from({ length: 200 }, (_, i) => reading(late(i + 1), i));
    const grid = regularise(readings);
    expect(grid).toMatchObject({ gapsFilled: 0, merged: 0, y: readings.map(({ value }) => value) });
    expect(grid.at[0]).toBe(5 * MINUTE);
  });

  it('averages two sensors that report at each step', () => {
    const both = Array.from({ length: 40 }, (_, i) =>
      reading(Math.floor(i / 2) * HOUR + (i % 2) * 7 * MINUTE, i % 2),
    );
    const grid = regularise(both);
    expect(grid.y).toEqual(new Array<number>(20).fill(0.5));
    expect(regularise(both.slice(0, -1)).y).toHaveLength(20);
  });

  it('keeps months apart whose first days are the evenings before, now and then', () => {
    const local = Array.from({ length: 24 }, (_, i) =>
      reading(Date.UTC(2022, i) - (i % 12 > 2 && i % 12 < 10 ? HOUR : 0), i),
    );
    expect(regularise(local)).toMatchObject({ gapsFilled: 0, merged: 0, y: local.map(({ value }) => value) });
    const invoices = [5, 58, 64, 100, 140].map((day, i) => reading(utc('2023-01-01') + (day - 1) * DAY, i));
    expect(regularise(invoices, months(1)).y).toEqual([0, 1, 2, 3, 4]);
  });

  it('puts late days of a changed clock on the same grid', () => {
    const days = Array.from({ length: 20 }, (_, i) => reading(i * DAY - (i > 12 ? HOUR : 0), i));
    expect(regularise(days)).toMatchObject({ gapsFilled: 0, merged: 0, y: days.map(({ value }) => value) });
  });

  it('keeps the newest part of a grid that would be too long', () => {
    const grid = regularise([reading(0, 1), reading(1_000, 2), reading(400_000_000, 3)], ms(1_000));
    expect(grid.y).toHaveLength(200_000);
    expect(grid).toMatchObject({ dropped: 2, observed: 1 });
    expect(grid.at.at(-1)).toBe(400_000_000);
  });

  it('says that it had to assume a resolution, and makes nothing of nothing', () => {
    expect(regularise([reading(7, 1)])).toMatchObject({ resolutionKnown: false, y: [1], at: [7] });
    expect(regularise([])).toMatchObject({ y: [], at: [], observed: 0 });
  });

  it('does not depend on the order, and keeps the grid equally spaced', () => {
    const observation = fc.record({
      at: fc.integer({ min: 0, max: 5_000 }),
      value: fc.integer({ min: -9, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 40 }), (observations) => {
        const grid = regularise(observations);
        expect(regularise([...observations].reverse())).toEqual(grid);
        expect(grid.at.every((at, i) => at === addSteps(grid.at[0], grid.resolution, i))).toBe(true);
        expect(grid.y).toHaveLength(grid.at.length);
      }),
    );
  });
});
