import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossing } from './crossing.ts';

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
