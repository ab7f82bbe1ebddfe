import { describe, expect, it } from 'vitest';
import { extend, extentOfPeak, type Measured, noExtent } from './extent.ts';

const band = { expected: 100, lower: 90, upper: 120, usual: 100 };
const spike: Measured = { kind: 'spike', value: 160, ...band };

describe('the extent of an episode', () => {
  it('measures in the unit of the series and in widths of the band on that side', () => {
    expect(extend(noExtent, spike, 0)).toEqual({
      kinds: ['spike'],
      side: 'above',
      distance: 60,
      bandWidths: 3,
      gapMs: 0,
      points: 1,
    });
    expect(extend(noExtent, { ...spike, kind: 'dip', value: 80 }, 0)).toMatchObject({
      side: 'below',
      distance: 20,
      bandWidths: 2,
    });
  });

  it('keeps the side on which it began, and lets the way back count with its size', () => {
    const back = extend(extend(noExtent, spike, 0), { ...spike, kind: 'dip', value: 20 }, 0);
    expect(back).toEqual({
      kinds: ['spike', 'dip'],
      side: 'above',
      distance: 80,
      bandWidths: 8,
      gapMs: 0,
      points: 2,
    });
  });

  it('measures a shift of level from the usual level, which what is expected next has left behind', () => {
    const shifted: Measured = {
      kind: 'level-shift',
      value: 160,
      expected: 161,
      lower: 150,
      upper: 170,
      usual: 100,
    };
    expect(extend(noExtent, shifted, 0)).toMatchObject({ side: 'above', distance: 60 });
    const { usual: _, ...without } = shifted;
    expect(extend(noExtent, without, 0)).toMatchObject({ side: 'below', distance: 1 });
  });

  it('gives a flat line and a hole no side, unless the value is out of the band besides', () => {
    const inside: Measured = { kind: 'flat-line', value: 110, ...band };
    expect(extend(noExtent, inside, 0)).toMatchObject({ side: 'none', distance: 0, bandWidths: 0 });
    const hole: Measured = { kind: 'missing', value: 160, ...band };
    expect(extend(noExtent, hole, 7_200_000)).toMatchObject({
      side: 'above',
      distance: 60,
      gapMs: 7_200_000,
    });
    expect(extend(noExtent, spike, 7_200_000).gapMs).toBe(0);
  });

  it('says so when a band without width cannot measure it', () => {
    const first: Measured = { kind: 'unseen-pattern', value: 5, expected: 4, lower: 4, upper: 4 };
    expect(extend(noExtent, first, 0)).toMatchObject({ side: 'above', distance: 1, bandWidths: null });
    expect(extend(extend(noExtent, first, 0), spike, 0).bandWidths).toBeNull();
  });

  it('stays finite at the ends of what a double holds', () => {
    const huge: Measured = { kind: 'spike', value: 1.7e308, expected: -1.7e308, lower: -1.7e308, upper: 0 };
    expect(extend(noExtent, huge, 0).distance).toBe(Number.MAX_VALUE);
  });

  it('is taken from the peak where nothing else is known', () => {
    const peak = { peakValue: 160, expected: 100, lower: 90, upper: 120, kind: 'spike' as const };
    expect(extentOfPeak(peak, 4)).toEqual({ ...extend(noExtent, spike, 0), points: 4 });
  });
});
