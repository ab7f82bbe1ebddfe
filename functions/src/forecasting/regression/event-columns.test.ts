import { describe, expect, it } from 'vitest';
import { addSteps } from '../transforms/add-steps.ts';
import { eventColumns } from './event-columns.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const daily = (row: number) => row * DAY;

function rowsOf(values: readonly number[]): number[] {
  return values.flatMap((value, row) => (value === 1 ? [row] : []));
}

describe('eventColumns', () => {
  it('marks each step that a longer event touches, and windows around the whole of it', () => {
    const occurrences = [{ from: 3.5 * DAY, to: 6 * DAY }];
    const columns = eventColumns({ name: 'e', occurrences, before: 2, after: 1 }, daily, 10);
    expect(columns.map(({ name, values }) => [name, rowsOf(values)])).toEqual([
      ['e', [3, 4, 5]],
      ['e-1', [2]],
      ['e-2', [1]],
      ['e+1', [6]],
    ]);
  });

  it('marks the step that holds a moment', () => {
    const occurrences = [DAY, 2 * DAY - 1, 4 * DAY + 5].map((at) => ({ from: at, to: at }));
    expect(rowsOf(eventColumns({ name: 'e', occurrences }, daily, 6)[0].values)).toEqual([1, 4]);
  });

  it('marks all hours of a local day, which daylight saving may shorten', () => {
    const occurrences = [{ from: 2 * HOUR, to: 25 * HOUR }];
    const [{ values }] = eventColumns({ name: 'e', occurrences }, (row) => row * HOUR, 48);
    expect([rowsOf(values).length, rowsOf(values)[0]]).toEqual([23, 2]);
  });

  it('marks the month of a day', () => {
    const christmas = Date.UTC(2024, 11, 25);
    const monthly = (row: number) => addSteps(Date.UTC(2024, 0, 31), { unit: 'month', count: 1 }, row - 1);
    const occurrences = [{ from: christmas, to: christmas + DAY }];
    expect(rowsOf(eventColumns({ name: 'e', occurrences }, monthly, 24)[0].values)).toEqual([11]);
  });

  it('knows windows of events just outside, and nothing of those farther away', () => {
    const occurrences = [-1, 5, -40, 90].map((day) => ({ from: day * DAY, to: (day + 1) * DAY }));
    const columns = eventColumns({ name: 'e', occurrences, before: 1, after: 2 }, daily, 5);
    expect(columns.map(({ values }) => rowsOf(values))).toEqual([[], [4], [0], [1]]);
  });
});
