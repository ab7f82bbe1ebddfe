import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGaussian, hourMs } from '../testing/series.ts';
import type { Population } from './comparable-series.ts';
import { describeDrillDown } from './describe.ts';
import { drillDown } from './drill-down.ts';
import type { MeasureKind, SiblingSeries } from './types.ts';
import { planWindows } from './windows.ts';

const hours = 24 * 35;
const end = Date.UTC(2026, 10, 18, 14);
const plan = planWindows({
  startAt: end - 2 * hourMs,
  peakAt: end,
  resolutionMs: hourMs,
  firstAt: end - hours * hourMs,
  reachMs: 720 * hourMs,
});

/** Five weeks of hourly points around `level` with a day's season and noise; the last three are multiplied by `factor`. */
function series(id: string, labels: SiblingSeries['labels'], level: number, factor = 1): SiblingSeries {
  const gaussian = createGaussian(id.charCodeAt(0));
  const points = Array.from({ length: hours + 1 }, (_, i) => {
    const usual = level * (1 + 0.5 * Math.sin((2 * Math.PI * i) / 24) + 0.03 * gaussian());
    return { at: end - (hours - i) * hourMs, value: i > hours - 3 ? factor * usual : usual };
  });
  return { id, labels, points, firstAt: points[0]?.at ?? null, lastAt: end };
}

const regions = (factors: Record<string, number>): Population<SiblingSeries> => ({
  of: 'siblings',
  series: Object.entries(factors).map(([region, factor]) => series(region, { region }, 100, factor)),
});

const told = (
  population: Population<SiblingSeries>,
  self: string,
  kind: MeasureKind = 'delta',
  leftOut = 0,
) => {
  const found = drillDown(self, population, kind, plan);
  return found === null ? null : describeDrillDown(found, 'level-shift', leftOut);
};

describe('drillDown', () => {
  it('says that one series moved alone', () => {
    const found = drillDown('eu', regions({ ap: 1, eu: 4, sa: 1, us: 1 }), 'delta', plan);
    expect(found).toMatchObject({ direction: 1, together: [], against: [], silent: [], unknown: [] });
    expect(found?.labels[0]).toMatchObject({ label: 'region', explainedBy: ['eu'] });
    expect(told(regions({ ap: 1, eu: 4, sa: 1, us: 1 }), 'eu')).toMatch(
      /^this series rose alone: none of the 3 others did; all of the rise came from region=eu \(usually 25% of the sum of all 4\), no other region moved$/,
    );
  });

  it('says that all moved', () => {
    expect(told(regions({ ap: 0.3, eu: 0.3, sa: 0.3, us: 0.3 }), 'eu')).toBe(
      'all 3 others fell too; the fall is spread over 4 values of region',
    );
  });

  it('says which moved along, which the other way, and which said nothing', () => {
    const { of, series: five } = regions({ ap: 1, eu: 3, sa: 3, us: 0.2, za: 1 });
    const silent = five.map((one) =>
      one.id === 'za' ? { ...one, points: one.points.slice(0, -24), lastAt: end - 24 * hourMs } : one,
    );
    expect(told({ of, series: silent }, 'eu', 'delta', 7)).toMatch(
      /^1 of the 3 others rose too \(region=sa\), 1 fell \(region=us\); more than all of the rise came from region=sa and region=eu \(usually 50% of the sum of all 4\); 1 more sent nothing meanwhile; 7 more were not looked at$/,
    );
  });

  it('says so when the series itself was where it often is', () => {
    expect(told(regions({ ap: 3, eu: 1, us: 1 }), 'eu')).toMatch(
      /^beside comparable hours this series does not stand out; of the 2 others (1 rose|none fell, 1 rose) \(region=ap\)$/,
    );
  });

  it('does not take the hours before for usual when they are part of the trouble', () => {
    const { of, series: three } = regions({ ap: 1, eu: 1, us: 1 });
    const troubled = three.map((one) =>
      one.id === 'eu'
        ? {
            ...one,
            points: one.points.map(({ at, value }) => ({ at, value: at > end - 24 * hourMs ? 0 : value })),
          }
        : one,
    );
    expect(told({ of, series: troubled }, 'eu')).toMatch(
      /^this series fell alone: .*; all of the fall came from region=eu/,
    );
  });

  it('says so when a dip is still higher than usual', () => {
    const found = drillDown('eu', regions({ eu: 4, us: 1 }), 'delta', plan);
    expect(found && describeDrillDown(found, 'dip')).toMatch(
      /^the dip is from what came right before; beside comparable hours this series rose alone: the other one did not; /,
    );
    expect(found && describeDrillDown(found, 'spike')).toMatch(/^this series rose alone: /);
  });

  it('says so when the changes cancel out, or the whole went the other way', () => {
    expect(told(regions({ eu: 2, us: 0 }), 'eu')).toBe(
      'this series rose alone: the other one did not, 1 fell (region=us); the changes cancel out',
    );
    expect(told(regions({ eu: 2, us: 2 }), 'eu')).toMatch(/^the other one rose too; /);
    expect(told(regions({ ap: 1, eu: 0.5, us: 3 }), 'eu')).toContain('the sum of all 3 rose all the same');
  });

  it('takes a total apart', () => {
    const parts = ['a', 'b', 'c', 'd'].map((host, i) =>
      series(host, { region: i < 2 ? 'eu' : 'us', host }, 50, i < 2 ? 0 : 1),
    );
    expect(told({ of: 'parts', series: parts }, 'total')).toMatch(
      /^of the 4 series that make it up 2 fell \(host=a region=eu and host=b region=eu\); all of the fall came from region=eu \(usually 50% of the sum of all 4\), no other region moved$/,
    );
  });

  it('speaks of the mean of gauges', () => {
    expect(told(regions({ ap: 1, eu: 4, us: 1 }), 'eu', 'gauge')).toMatch(
      /of the rise came from region=eu, no other region moved$/,
    );
  });

  it('finds nothing where there is nothing to compare', () => {
    expect(told(regions({ eu: 4 }), 'eu')).toBeNull();
    expect(told(regions({ eu: 4, us: 1 }), 'elsewhere')).toBeNull();
    const still = { id: 'x', labels: {}, points: [], firstAt: end - hours * hourMs, lastAt: end + hourMs };
    const stills = ['x', 'y'].map((id) => ({ ...still, id, labels: { id } }));
    expect(told({ of: 'siblings', series: stills }, 'x')).toBeNull();
  });

  it('depends neither on the order of the series nor on the unit', () => {
    const { of, series } = regions({ ap: 1, eu: 3, sa: 0.5, us: 1.1 });
    const four = [...series];
    const sentence = told({ of, series: four }, 'eu');
    const scales = fc.constantFrom(2 ** -30, 2 ** 20);
    fc.assert(
      fc.property(fc.shuffledSubarray(four, { minLength: 4 }), scales, (shuffled, scale) => {
        const scaled = shuffled.map((one) => ({
          ...one,
          points: one.points.map(({ at, value }) => ({ at, value: value * scale })),
        }));
        expect(told({ of, series: scaled }, 'eu')).toBe(sentence);
      }),
      { numRuns: 20 },
    );
  });
});
