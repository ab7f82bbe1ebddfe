import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '../forecast-request.ts';
import { type CrossingQuery, crossing } from './crossing.ts';
import { distributionOf, normalDistribution } from './predictive-distribution.ts';

const HOUR = 3_600_000;
const START = Date.parse('2024-05-01T00:00:00Z');

/** A forecast of `mean` with one standard deviation; the origin is an hour before its first instant. */
function forecast(mean: number[], standardDeviation: number, errorCorrelation = 0) {
  return {
    at: mean.map((_, i) => START + (i + 1) * HOUR),
    mean,
    standardDeviation: mean.map(() => standardDeviation),
    errorCorrelation,
  };
}

const flat = (h: number, correlation = 0) => forecast(new Array<number>(h).fill(0), 1, correlation);
/** Φ(−1): a normal value exceeds its mean by a standard deviation. */
const TAIL = 0.158655;
/** Three standard errors of 4,000 paths. */
const TOLERANCE = 0.024;

describe('crossing', () => {
  it('is the tail of one step, from either side', () => {
    const above = crossing(flat(1), { threshold: 1, direction: 'above' });
    const below = crossing(flat(1), { threshold: -1, direction: 'below' });
    expect(Math.abs(above.probability - TAIL)).toBeLessThan(TOLERANCE);
    expect(below.probability).toBe(above.probability);
  });

  it('is one minus the product over independent steps, far more than at any one of them', () => {
    const { probability } = crossing(flat(12), { threshold: 1, direction: 'above' });
    expect(Math.abs(probability - (1 - (1 - TAIL) ** 12))).toBeLessThan(TOLERANCE);
  });

  it('falls with the correlation of errors, towards that of one step', () => {
    const at = (correlation: number) =>
      crossing(flat(12, correlation), { threshold: 1, direction: 'above' }).probability;
    expect(at(0.9)).toBeLessThan(at(0.5));
    expect(at(0.5)).toBeLessThan(at(0));
    expect(Math.abs(at(1) - TAIL)).toBeLessThan(TOLERANCE);
  });

  it('knows for certain without a width, and when', () => {
    const rising = forecast([1, 2, 3, 4, 5], 0);
    const hit = { at: START + 3 * HOUR, earliest: START + 3 * HOUR, latest: START + 3 * HOUR, firstStep: 3 };
    expect(crossing(rising, { threshold: 3, direction: 'above' })).toEqual({ probability: 1, ...hit });
    expect(crossing(rising, { threshold: 6, direction: 'above' })).toEqual({
      probability: 0,
      at: null,
      earliest: null,
      latest: null,
      firstStep: null,
    });
  });

  it('counts only steps within the time asked for', () => {
    const rising = forecast([1, 2, 3, 4, 5], 0);
    const query = { threshold: 3, direction: 'above' } as const;
    expect(crossing(rising, { ...query, within: 2 * HOUR }).probability).toBe(0);
    expect(crossing(rising, { ...query, within: 3 * HOUR }).probability).toBe(1);
    expect(crossing(rising, { ...query, until: START + 2 * HOUR }).probability).toBe(0);
    expect(crossing(rising, { ...query, until: START + 3 * HOUR, within: HOUR }).probability).toBe(0);
    expect(crossing(rising, { ...query, until: START }).probability).toBe(0);
  });

  it('puts the median time between the early and the late one', () => {
    const found = crossing(forecast([0, 1, 2, 3, 4, 5, 6, 7], 1.5, 0.6), {
      threshold: 4,
      direction: 'above',
    });
    expect(found.earliest).toBeLessThan(found.at ?? 0);
    expect(found.latest).toBeGreaterThan(found.at ?? 0);
    expect(found.at).toBe(START + (found.firstStep ?? 0) * HOUR);
  });

  it('never grows as the threshold moves away, and repeats bit for bit', () => {
    const mean = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 6 });
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(mean, number, share, (means, threshold, correlation) => {
        const of = (limit: number) =>
          crossing(forecast(means, 1, correlation), { threshold: limit, direction: 'above' });
        expect(of(threshold)).toEqual(of(threshold));
        expect(of(threshold + 0.3).probability).toBeLessThanOrEqual(of(threshold).probability);
      }),
      { numRuns: 20 },
    );
  });
});

describe('crossing of a bounded distribution', () => {
  const normal = normalDistribution([0.3], [0.4]);
  const of = (bounds: Bounds, query: Pick<CrossingQuery, 'threshold' | 'direction'>) =>
    crossing({ ...forecast([0.3], 0.4), distribution: { ...normal, bounds } }, query).probability;

  it.each([
    ['rounds to the nearest: 1 is reached from 0.5 on', { integer: true }, 1, 'above', 0.3085],
    ['reaches 0.2 where it reaches 1', { integer: true }, 0.2, 'above', 0.3085],
    ['falls to 0 below 0.5', { integer: true }, 0.9, 'below', 0.6915],
    ['falls to the minimum as often as it would fall below', { minimum: 0 }, 0, 'below', 0.2266],
    ['never falls below the minimum', { minimum: 0 }, -0.001, 'below', 0],
    ['always has the minimum', { minimum: 0 }, 0, 'above', 1],
    ['reaches the maximum as often as it would rise above', { maximum: 1 }, 1, 'above', 0.0401],
    ['never rises above the maximum', { maximum: 1 }, 1.001, 'above', 0],
    ['never rises above the largest whole number', { maximum: 1.5, integer: true }, 1.2, 'above', 0],
  ] as const)('%s', (_, bounds, threshold, direction, probability) => {
    expect(Math.abs(of(bounds, { threshold, direction }) - probability)).toBeLessThan(TOLERANCE);
  });

  it('follows the tails of the distribution where they are not alike', () => {
    const distribution = distributionOf({ mean: [10], intervals: [skewed] }, {});
    const at = (query: Pick<CrossingQuery, 'threshold' | 'direction'>) =>
      crossing({ ...forecast([10], 1), distribution }, query).probability;
    expect(Math.abs(at({ threshold: 30, direction: 'above' }) - 0.025)).toBeLessThan(TOLERANCE / 3);
    expect(Math.abs(at({ threshold: 8, direction: 'below' }) - 0.025)).toBeLessThan(TOLERANCE / 3);
  });

  it('counts only what comes after the instant asked for', () => {
    const falling = forecast([5, 1, 1], 0);
    const query = { threshold: 4, direction: 'above' } as const;
    expect(crossing(falling, query).probability).toBe(1);
    expect(crossing(falling, { ...query, after: falling.at[0] }).probability).toBe(0);
  });
});

/** The interval of 95 % around 10. */
const skewed = { level: 95, lower: [8], upper: [30] };
