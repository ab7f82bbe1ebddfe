import { describe, expect, it } from 'vitest';
import { continueAggregated } from './aggregated-trend.ts';

describe('temporal aggregation', () => {
  it('continues a line about as it goes on, whatever the blocks', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => 10 + 2 * t);
    for (const size of [2, 4, 5]) {
      const path = continueAggregated(y, size, 9) ?? [];
      expect(path).toHaveLength(9);
      path.forEach((value, i) => {
        expect(Math.abs(value - (10 + 2 * (60 + i)))).toBeLessThan(0.12 * 2 * (size + i + 1));
      });
    }
  });

  it('sees through what alternates from step to step', () => {
    const y = Float64Array.from({ length: 48 }, (_, t) => 20 + (t % 2 === 0 ? 5 : -5));
    for (const value of continueAggregated(y, 4, 6) ?? []) expect(value).toBeCloseTo(20, 6);
  });

  it('needs six blocks', () => {
    expect(continueAggregated(new Float64Array(23), 4, 3)).toBeUndefined();
  });
});
