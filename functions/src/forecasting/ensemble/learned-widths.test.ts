import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../numerics/normal-quantile.ts';
import { intervalsAround, standardDeviations } from './interval-shape.ts';
import { widthFactor, widthsFrom } from './learned-widths.ts';
import { trainedEnsemble } from './trained-ensemble.ts';

describe('learned widths', () => {
  const walk = (change: number, h: number) =>
    new Float64Array(h).map((_, i) => 0.9 * change * Math.sqrt(i + 1));

  it('grow from e^z changes with the power that the second output of each side tells', () => {
    const { below, above } = widthsFrom([0, 0, 0, Math.log(2), 50, 0], 3, walk(3, 4));
    expect([...below]).toEqual([1, 2, 3, 4].map((step) => expect.closeTo(3 * Math.sqrt(step), 12)));
    expect([...above]).toEqual([1, 2, 3, 4].map((step) => expect.closeTo(6 * step ** 0.9, 12)));
  });

  it('grow with the disagreement of the candidates, by the share that the third tells', () => {
    const doubled = walk(1, 3).map((value) => 1.9 * (value / 0.9));
    const width = (share: number) => widthsFrom([0, 0, share, 0, 0, 0], 1, doubled).below;
    expect([...width(50)]).toEqual([1, 2, 3].map((step) => expect.closeTo(2 * Math.sqrt(step), 12)));
    expect([...width(0)]).toEqual([1, 2, 3].map((step) => expect.closeTo(Math.sqrt(step), 12)));
  });

  it('never shrink with the horizon, whatever the network says', () => {
    for (const z of [-50, 0, 50]) {
      const { below, above } = widthsFrom([1, z, -z, 1, -z, z], 1, Float64Array.of(1, 9, 0, 3, 0));
      for (const side of [below, above])
        expect(side.every((value, i) => Number.isFinite(value) && value >= (side[i - 1] ?? 0))).toBe(true);
    }
  });
});

describe('the factor for a level', () => {
  const normal = { levels: [50, 95], widths: [0.6745 / 1.96, 1] };

  it('is that of the profile at its levels', () => {
    expect(widthFactor(normal, 50)).toBeCloseTo(0.6745 / 1.96, 12);
    expect(widthFactor(normal, 95)).toBeCloseTo(1, 12);
  });

  it('follows the normal quantile between and beyond them', () => {
    for (const level of [10, 80, 99, 99.9]) {
      expect(widthFactor(normal, level)).toBeCloseTo(normalQuantile(0.5 + level / 200) / 1.96, 3);
    }
  });

  it.each(trainedEnsemble.profiles.map((profile, kind) => ({ profile, kind })))(
    'ascends with the level in class $kind',
    ({ profile }) => {
      const factors = [0.1, 5, 33, 50, 80, 90, 95, 97, 99, 99.9, 99.99].map((level) =>
        widthFactor(profile, level),
      );
      expect(factors.every((factor, i) => factor > (factors[i - 1] ?? 0))).toBe(true);
    },
  );
});

describe('an interval shape', () => {
  const shape = {
    below: Float64Array.from([1, 2]),
    above: Float64Array.from([3, 6]),
    profile: { levels: [50, 95], widths: [0.4, 1] },
  };

  it('reaches as far below and above as it says', () => {
    expect(intervalsAround([10, 20], shape, [50, 95])).toEqual([
      { level: 50, lower: [9.6, 19.2], upper: [11.2, 22.4] },
      { level: 95, lower: [9, 18], upper: [13, 26] },
    ]);
  });

  it('has the standard deviation of a normal distribution that is as wide', () => {
    const [first, second] = standardDeviations(shape);
    expect(first).toBeCloseTo(2 / 1.96, 3);
    expect(second).toBeCloseTo(4 / 1.96, 3);
  });
});
