import { describe, expect, it } from 'vitest';
import { alignValues } from './align-values.ts';

const hour = 3_600_000;
const instants = [0, 1, 2, 3].map((step) => step * hour);
const at = (...pairs: [number, number][]) => pairs.map(([hours, value]) => ({ at: hours * hour, value }));

describe('alignValues', () => {
  it('takes the value of each step where both series have the same steps', () => {
    const aligned = alignValues(at([0, 5], [1, 6], [2, 7], [3, 8]), instants, 4 * hour);
    expect(aligned).toEqual({ values: [5, 6, 7, 8], filled: 0 });
  });

  it('averages what lies within a step, its end excluded', () => {
    const aligned = alignValues(at([0, 1], [0.5, 3], [1, 10], [1.9, 20], [2, 7], [3, 8]), instants, 4 * hour);
    expect(aligned.values).toEqual([2, 15, 7, 8]);
  });

  it('lets a value of a coarser series hold until the next, which fills nothing', () => {
    const aligned = alignValues(at([-3, 1], [-1, 2], [1, 3], [3, 4]), instants, 4 * hour);
    expect(aligned).toEqual({ values: [2, 3, 3, 4], filled: 0 });
  });

  it('lets the last value stand for a gap, and counts it', () => {
    const aligned = alignValues(at([-1, 5], [0, 6], [3, 8]), instants, 4 * hour);
    expect(aligned).toEqual({ values: [6, 6, 6, 8], filled: 0 });
    const gap = alignValues(at([-3, 4], [-2, 4], [-1, 5], [0, 6], [3, 8]), instants, 4 * hour);
    expect(gap).toEqual({ values: [6, 6, 6, 8], filled: 2 });
  });

  it('knows nothing before the first point', () => {
    expect(alignValues(at([2, 7], [3, 8]), instants, 4 * hour)).toEqual({
      values: [undefined, undefined, 7, 8],
      filled: 2,
    });
    expect(alignValues([], instants, 4 * hour)).toEqual({ values: instants.map(() => undefined), filled: 4 });
  });
});
