import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOfLimit } from './share-of-limit.ts';

describe('shareOfLimit', () => {
  it('is all of it alone, what others leave of it, and an even share at least', () => {
    expect(shareOfLimit(600, [])).toBe(600);
    expect(shareOfLimit(600, [100, 50])).toBe(450);
    expect(shareOfLimit(600, [600])).toBe(300);
    expect(shareOfLimit(600, [900, 900])).toBe(200);
    expect(shareOfLimit(600, [100, 900])).toBe(250);
  });

  it('never is nothing', () => {
    expect(shareOfLimit(1, [1, 1, 1])).toBe(1);
  });

  it('lets all instances together have the limit, or what they are asked for, and no more', () => {
    const limit = 3_000;
    const demands = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(demands, (demand) => {
        const admitted = demand.map((asked, place) =>
          Math.min(asked, shareOfLimit(limit, demand.toSpliced(place, 1))),
        );
        const all = admitted.reduce((sum, one) => sum + one, 0);
        const wanted = demand.reduce((sum, asked) => sum + asked, 0);
        expect(all).toBeLessThanOrEqual(Math.min(limit, wanted));
        // Shares are rounded down.
        expect(all).toBeGreaterThan(Math.min(limit, wanted) - demand.length - 1);
      }),
      { seed: 11 },
    );
  });
});
