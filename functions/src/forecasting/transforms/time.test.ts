import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resolution } from '../resolution.ts';
import { addSteps } from './add-steps.ts';
import { inferResolution } from './infer-resolution.ts';
import { regularise } from './regularise.ts';
import { resolutionLabel } from './resolution-label.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ms = (count: number): Resolution => ({ unit: 'millisecond', count });
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
