import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossing } from '../distribution/crossing.ts';
import { forecastSeries } from '../forecast-series.ts';
import { randomNormals } from '../numerics/random-normals.ts';
import { DAY_MS, HOUR_MS } from '../resolution.ts';
import type { Observation } from '../transforms/regularise.ts';
import { forecastHierarchy, type HierarchyForecast } from './forecast-hierarchy.ts';
import type { HierarchyLeaf, HierarchyRequest } from './hierarchy-request.ts';

const START = Date.UTC(2026, 0, 5);
const GROUPINGS = [[], ['region']];

/** A shop's days: a level, a week, noise. */
function days(shop: number, count = 84, from = 0): Observation[] {
  const normal = randomNormals(shop + 1);
  return Array.from({ length: count }, (_, i) => {
    const week = 1 + 0.3 * Math.sin((2 * Math.PI * (from + i)) / 7);
    return { at: START + (from + i) * DAY_MS, value: Math.max(0, (10 + 5 * shop) * week + 2 * normal()) };
  });
}

const shops = (change: Readonly<Record<number, readonly Observation[]>> = {}): HierarchyLeaf[] =>
  [0, 1, 2, 3].map((shop) => ({
    labels: { region: shop < 2 ? 'north' : 'south', shop: `s${shop}` },
    observations: change[shop] ?? days(shop),
  }));

const ask = (leaves: readonly HierarchyLeaf[], rest: Partial<HierarchyRequest> = {}) =>
  forecastHierarchy({ leaves, groupings: GROUPINGS, horizon: 7, ...rest });

const codes = ({ cautions }: HierarchyForecast) => cautions.map(({ code }) => code);

function expectCoherent({ nodes }: HierarchyForecast): void {
  const leafMeans = new Map(
    nodes.flatMap(({ leaf, forecast }) => (leaf === null ? [] : [[leaf, forecast.mean]])),
  );
  for (const { leaves, forecast } of nodes) {
    forecast.mean.forEach((value, step) => {
      const parts = leaves.map((leaf) => leafMeans.get(leaf)?.[step] ?? Number.NaN);
      const size = parts.reduce((sum, part) => sum + Math.abs(part), 1e-300);
      expect(Math.abs(value - parts.reduce((sum, part) => sum + part, 0)) / size).toBeLessThan(1e-9);
      let inner = { lower: value, upper: value };
      for (const { lower, upper } of forecast.intervals) {
        expect(lower[step]).toBeLessThanOrEqual(inner.lower);
        expect(upper[step]).toBeGreaterThanOrEqual(inner.upper);
        inner = { lower: lower[step], upper: upper[step] };
      }
    });
  }
}

describe('forecastHierarchy', () => {
  it('forecasts the total, the regions and the shops so that they add up, and says how that did in the past', () => {
    const answer = ask(shops());
    expect(answer.nodes.map(({ labels, leaf }) => [labels, leaf])).toEqual([
      [{}, null],
      [{ region: 'north' }, null],
      [{ region: 'south' }, null],
      ...[0, 1, 2, 3].map((shop) => [{ region: shop < 2 ? 'north' : 'south', shop: `s${shop}` }, shop]),
    ]);
    expectCoherent(answer);
    expect(answer.method).toBe('mint-shrink');
    expect(answer.accuracy).toMatchObject({ origins: 3, horizon: 7 });
    expect(answer.accuracy?.tiers.map(({ by, series }) => [by, series])).toEqual([
      [[], 1],
      [['region'], 2],
      [null, 4],
    ]);
    for (const { base, reconciled, coverage } of answer.accuracy?.tiers ?? []) {
      expect(base.mase).toBeGreaterThan(0);
      expect(reconciled.mase).toBeGreaterThan(0);
      expect(coverage.map(({ level }) => level)).toEqual([80, 95]);
    }
    expect(answer.nodes[0].forecast.at[0]).toBe(START + 84 * DAY_MS);
  });

  it('gives the same bits again, in whatever order the observations come', () => {
    const leaves = shops();
    const reversed = leaves.map((leaf) => ({ ...leaf, observations: [...leaf.observations].reverse() }));
    expect(ask(reversed)).toEqual(ask(leaves));
  });

  it.each(['bottom-up', 'ols', 'wls-structural', 'mint-shrink'] as const)('adds up by %s', (method) => {
    const answer = ask(shops(), { method });
    expect(answer.method).toBe(method);
    expectCoherent(answer);
  });

  it('keeps leaves within bounds and whole, and totals within the sums of the bounds', () => {
    const answer = ask(shops(), { bounds: { minimum: 8, maximum: 20, integer: true } });
    expectCoherent(answer);
    for (const { leaves, forecast } of answer.nodes) {
      const { mean, intervals } = forecast;
      const limits = intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);
      for (const value of [...mean, ...limits]) {
        expect(Number.isInteger(value)).toBe(true);
        expect(value).toBeGreaterThanOrEqual(8 * leaves.length);
        expect(value).toBeLessThanOrEqual(20 * leaves.length);
      }
    }
  });

  it('says the same of its chances by quantiles, intervals and crossings', () => {
    const { nodes } = ask(shops(), { quantiles: [0.1, 0.5, 0.9], bounds: { maximum: 100 } });
    for (const { forecast, leaves } of nodes) {
      const { mean, intervals, quantiles, distribution } = forecast;
      expect(distribution.bounds).toEqual({ minimum: 0, maximum: 100 * leaves.length });
      const [lower, middle, upper] = quantiles.map(({ values }) => values);
      [
        [lower, intervals[0].lower],
        [middle, mean],
        [upper, intervals[0].upper],
      ].forEach(([ours, theirs]) => {
        ours.forEach((value, step) => {
          expect(value).toBeCloseTo(theirs[step], 6);
        });
      });
      const above = crossing(forecast, { threshold: mean[0], direction: 'above', within: DAY_MS });
      expect(above.probability).toBeCloseTo(0.5, 1);
    }
  });

  it('does not round many small leaves to nothing', () => {
    const rare = Array.from({ length: 40 }, (_, shop) => ({
      labels: { shop: `s${shop}` },
      observations: Array.from({ length: 60 }, (_, t) => ({
        at: START + t * DAY_MS,
        value: (t * 7 + shop * 3) % 10 < 3 ? 1 : 0,
      })),
    }));
    const answer = ask(rare, { bounds: { integer: true } });
    expectCoherent(answer);
    for (const value of answer.nodes[0].forecast.mean) expect(Math.abs(value - 12)).toBeLessThan(4);
  });

  it('is not negative where the leaves never were', () => {
    const answer = ask(shops({ 0: days(0).map(({ at }, t) => ({ at, value: t % 9 === 0 ? 1 : 0 })) }));
    for (const { forecast } of answer.nodes) {
      for (const { lower } of forecast.intervals)
        expect(Math.min(...forecast.mean, ...lower)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('leaves that do not fit together', () => {
  it('counts a shop that opened late as nothing before, and says so', () => {
    const answer = ask(shops({ 1: days(1, 14, 70) }));
    expect(codes(answer)).toContain('leaves-start-late');
    expect(answer.cautions[0].message).toContain('region=north, shop=s1');
    expectCoherent(answer);
    const total = answer.nodes[0].forecast.history;
    expect([total.gridLength, answer.nodes[4].forecast.history.gridLength]).toEqual([84, 14]);
  });

  it('forecasts a shop that lags from its own end, to the same instants', () => {
    const answer = ask(shops({ 2: days(2, 81) }));
    expect(codes(answer)).toContain('leaves-end-early');
    expect(new Set(answer.nodes.map(({ forecast }) => forecast.at.join())).size).toBe(1);
    expect(answer.nodes.every(({ forecast }) => forecast.mean.length === 7)).toBe(true);
    expectCoherent(answer);
  });

  it('leaves out, by name, a shop that closed long ago and one without a value', () => {
    const answer = ask(shops({ 0: days(0, 50), 3: [] }));
    expect(answer.leftOut.map(({ leaf }) => leaf)).toEqual([0, 3]);
    expect(answer.nodes.flatMap(({ leaf }) => leaf ?? [])).toEqual([1, 2]);
    expect(answer.cautions[0].message).toContain('shop=s0 (it ended 34 steps before the others)');
    expectCoherent(answer);
  });

  it('does not let one clock that runs ahead make all others late', () => {
    const ahead = [...days(3), { at: START + 3_000 * DAY_MS, value: 9 }];
    const answer = ask(shops({ 3: ahead }));
    expect(codes(answer)).toContain('leaves-cut');
    expect(answer.nodes[0].forecast.at[0]).toBe(START + 84 * DAY_MS);
  });

  it('adds up a shop that counts by the hour to whole days', () => {
    const hourly = days(0).flatMap(({ at, value }) =>
      Array.from({ length: 24 }, (_, hour) => ({ at: at + hour * HOUR_MS, value: value / 24 })),
    );
    const answer = ask(shops({ 0: hourly.slice(5, -3) }));
    expect(codes(answer)).toContain('leaves-aggregated');
    expect(answer.resolution).toEqual({ unit: 'millisecond', count: DAY_MS });
    const whole = ask(shops({ 0: days(0).slice(1, -1) }));
    const mean = ({ nodes }: HierarchyForecast) => nodes[3].forecast.mean;
    mean(answer).forEach((value, i) => {
      expect(value).toBeCloseTo(mean(whole)[i], 9);
    });
  });

  it('follows a wall clock, to the same instants as a forecast of one series', () => {
    const end = Date.parse('2026-10-24T12:00:00Z');
    const hours = (shop: number) =>
      Array.from({ length: 24 * 30 }, (_, t) => {
        const at = end - (24 * 30 - 1 - t) * HOUR_MS;
        return { at, value: 50 + 10 * shop + 20 * Math.sin((2 * Math.PI * at) / DAY_MS) + ((t * 7) % 11) };
      });
    const leaves = shops({ 0: hours(0), 1: hours(1), 2: hours(2), 3: hours(3) });
    const options = { horizon: 48, timeZone: 'Europe/Vienna' };
    const answer = ask(leaves, options);
    const { at } = forecastSeries({ observations: hours(0), ...options });
    for (const { forecast } of answer.nodes) expect(forecast.at).toEqual(at);
    expectCoherent(answer);
    const days = ask(leaves, { ...options, horizon: 3, resolution: { unit: 'millisecond', count: DAY_MS } });
    expect(days.nodes[0].forecast.at.map((instant) => new Date(instant).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('averages a finer shop where its values are levels', () => {
    const hourly = days(0).flatMap(({ at, value }) =>
      Array.from({ length: 24 }, (_, hour) => ({ at: at + hour * HOUR_MS, value })),
    );
    const [first, ...others] = shops({ 0: hourly });
    const answer = ask([{ ...first, aggregate: 'mean' }, ...others]);
    expect(answer.nodes[3].forecast.mean[0]).toBeCloseTo(ask(shops()).nodes[3].forecast.mean[0], 9);
  });

  it('does not take a shop with many days missing for one that counts by the week', () => {
    const answer = ask(shops({ 1: days(1).filter((_, t) => t % 3 !== 1 && t % 5 !== 2) }));
    expect(answer.resolution).toEqual({ unit: 'millisecond', count: DAY_MS });
    expect(codes(answer)).toContain('gaps-filled-in-sums');
    expectCoherent(answer);
  });

  it('says why it was not tested', () => {
    const answer = ask(shops({ 1: days(1, 5, 79) }));
    expect(answer.accuracy).toBeNull();
    expect(answer.cautions.at(-1)).toEqual({
      code: 'hierarchy-not-tested',
      message: 'whether reconciling helps was not tested: the youngest leaf is too short for it',
    });
  });

  it.each<[string, Partial<HierarchyRequest>, string]>([
    ['no value at all', { leaves: shops({ 0: [], 1: [], 2: [], 3: [] }) }, 'NO_OBSERVATIONS'],
    ['no leaf', { leaves: [] }, 'NO_OBSERVATIONS'],
    ['a horizon of 0', { horizon: 0 }, 'HORIZON_OUT_OF_RANGE'],
    ['bounds the wrong way round', { bounds: { minimum: 2, maximum: 1 } }, 'BOUNDS_OUT_OF_ORDER'],
    ['equal labels', { leaves: [...shops(), ...shops()] }, 'LEAVES_NOT_DISTINCT'],
  ])('refuses %s', (_, change, reason) => {
    expect(() => ask(shops(), change)).toThrow(expect.objectContaining({ reason }));
  });
});

const value = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -50, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 0, 1e12, -1e12, 1e-12) },
);
const ugly = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 30 }),
    values: fc.array(value, { minLength: 0, maxLength: 40 }),
    every: fc.constantFrom(1, 1, 1, 2, 24),
  }),
  { minLength: 1, maxLength: 5 },
);

it('answers anything with finite numbers that add up, or says that there is no value', () => {
  fc.assert(
    fc.property(ugly, fc.boolean(), (given, integer) => {
      const leaves = given.map(({ start, values, every }, i) => ({
        labels: { region: i % 2 ? 'a' : 'b', shop: `${i}` },
        observations: values.map((number, t) => ({
          at: START + start * DAY_MS + (t * DAY_MS) / every,
          value: number,
        })),
      }));
      if (leaves.every(({ observations }) => observations.length === 0)) return;
      const answer = ask(leaves, { horizon: 3, bounds: { integer } });
      for (const { forecast } of answer.nodes) {
        const limits = forecast.intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);
        expect([...forecast.mean, ...forecast.standardDeviation, ...limits].every(Number.isFinite)).toBe(
          true,
        );
      }
      expectCoherent(answer);
    }),
    { numRuns: 60 },
  );
});
