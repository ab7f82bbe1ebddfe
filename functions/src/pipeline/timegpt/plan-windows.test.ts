import { describe, expect, it } from 'vitest';
import { planWholeHistory, planWindows } from './plan-windows.ts';

const part = (values: readonly (number | null)[]) => ({ index: 2, offset: 0, values });
const ones = (length: number) => part(new Array<number>(length).fill(1));

describe('planWindows', () => {
  it('ends the last window with the series and starts the others a step apart', () => {
    const windows = planWindows(ones(20), { h: 4, count: 3, step: 2 });
    expect(windows.map(({ start, h }) => [start, start + h])).toEqual([
      [12, 16],
      [14, 18],
      [16, 20],
    ]);
  });

  it('takes a series that leaves one value before the first window', () => {
    expect(planWindows(ones(7), { h: 2, count: 3, step: 2 })[0]?.start).toBe(1);
  });

  it('refuses a series that leaves none, and says how many it needs', () => {
    expect(() => planWindows(ones(6), { h: 2, count: 3, step: 2 })).toThrow(
      'series 2 has 6 values: these windows need at least 7',
    );
  });

  it('refuses a series without a value before the first window', () => {
    expect(() => planWindows(part([null, null, 1, 1]), { h: 2, count: 1, step: 2 })).toThrow(
      'series 2 has no value before its first window',
    );
  });
});

describe('planWholeHistory', () => {
  it.each([1, 2, 3, 10, 144, 5_000])('covers the newest part of %i values without gaps', (length) => {
    const windows = planWholeHistory(ones(length));
    const covered = windows.flatMap(({ start, h }) => Array.from({ length: h }, (_, k) => start + k));
    const first = covered[0] ?? length;
    expect(covered).toEqual(Array.from({ length: length - first }, (_, k) => first + k));
    expect(windows.length).toBeLessThanOrEqual(10);
    expect(windows.length > 0).toBe(length > 1);
    if (length >= 10) expect(first).toBeLessThan(length / 2);
  });

  it('leaves missing values at the beginning alone', () => {
    const values = [...new Array<null>(50).fill(null), ...new Array<number>(8).fill(1)];
    expect(planWholeHistory(part(values))[0]?.start).toBe(52);
  });
});
