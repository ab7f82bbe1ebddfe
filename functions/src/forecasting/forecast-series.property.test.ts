import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForecastRequest } from './forecast-request.ts';
import { forecastSeries } from './forecast-series.ts';
import type { ForecasterName } from './forecaster.ts';
import { forecasters } from './models/forecasters.ts';

const DAY = 86_400_000;
const RUNS = { numRuns: 60 };

const plain = fc.double({ min: -100, max: 100, noNaN: true });
const ugly: fc.Arbitrary<number[]> = fc.oneof(
  fc.array(plain, { minLength: 1, maxLength: 60 }),
  fc.array(fc.constantFrom(0, 0, 0, 1, 5), { minLength: 1, maxLength: 60 }),
  fc.array(fc.constantFrom(1e12, 1e-12, -1e12, 0), { minLength: 1, maxLength: 40 }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 30 }),
  fc.tuple(plain, fc.integer({ min: 1, max: 50 })).map(([value, n]) => new Array<number>(n).fill(value)),
);
const instants = fc.constantFrom(
  (i: number) => i * DAY,
  (i: number) => Math.floor(i / 3) * DAY,
  (i: number) => i * i * 7_001,
  (i: number) => (i < 10 ? i * DAY : (i + 40) * DAY),
);
const requests: fc.Arbitrary<ForecastRequest> = fc
  .record({
    values: ugly,
    at: instants,
    horizon: fc.integer({ min: 1, max: 20 }),
    model: fc.oneof(
      fc.constant('auto' as const),
      fc.constantFrom(...(Object.keys(forecasters) as ForecasterName[])),
    ),
    seasonLengths: fc.constantFrom([], [7], [4, 12]),
  })
  .map(({ values, at, ...rest }) => ({
    ...rest,
    levels: [99, 50, 80],
    observations: values.map((value, i) => ({ at: at(i), value })),
  }));

describe('forecastSeries', () => {
  it('answers any finite series with finite, ordered and nested numbers', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { mean, standardDeviation, intervals, at, errorCorrelation } = forecastSeries(request);
        const bands = intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);
        expect([...mean, ...standardDeviation, ...bands, errorCorrelation].every(Number.isFinite)).toBe(true);
        expect([at, mean, standardDeviation].map((one) => one.length)).toEqual(
          new Array(3).fill(request.horizon),
        );
        expect(intervals.map(({ level }) => level)).toEqual([50, 80, 99]);
        intervals.forEach(({ lower, upper }, band) => {
          const inner = band === 0 ? { lower: mean, upper: mean } : intervals[band - 1];
          expect(lower.every((value, i) => value <= inner.lower[i])).toBe(true);
          expect(upper.every((value, i) => value >= inner.upper[i])).toBe(true);
        });
        expect(standardDeviation.every((value, i) => i === 0 || value >= standardDeviation[i - 1])).toBe(
          true,
        );
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('repeats bit for bit, whatever the order of observations', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const reversed = { ...request, observations: [...request.observations].reverse() };
        expect(JSON.stringify(forecastSeries(reversed))).toBe(JSON.stringify(forecastSeries(request)));
      }),
      RUNS,
    );
  }, 60_000);

  it('scales by a power of two exactly', () => {
    const values = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.integer({ min: -40, max: 40 }), (series, exponent) => {
        const factor = 2 ** exponent;
        const of = (scale: number) =>
          forecastSeries({
            observations: series.map((v, i) => ({ at: i * DAY, value: v * scale })),
            horizon: 5,
          });
        expect(of(factor).mean).toEqual(of(1).mean.map((value) => value * factor));
        expect(of(factor).intervals[0].upper).toEqual(
          of(1).intervals[0].upper.map((value) => value * factor),
        );
      }),
      RUNS,
    );
  }, 60_000);

  const numbers = (forecast: ReturnType<typeof forecastSeries>) => [
    ...forecast.mean,
    ...forecast.intervals.flatMap(({ lower, upper }) => [...lower, ...upper]),
  ];
  // Never an exact season: what is left without it would be rounding errors, which do not scale.
  const wandering = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 70 })
    .map((steps) => {
      let level = 0;
      return steps.map((step, t) => {
        level += step;
        return level + 2 * Math.sin((2 * Math.PI * t) / 7) + 0.3 * Math.sin(t * t);
      });
    });
  const daily = (values: readonly number[]) =>
    forecastSeries({ observations: values.map((value, i) => ({ at: i * DAY, value })), horizon: 5 });
  const spanOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

  it('scales by any factor, to nine digits', () => {
    const positive = wandering.map((values) => values.map((value) => value + 1.5 - Math.min(...values)));
    fc.assert(
      fc.property(positive, fc.double({ min: 0.001, max: 1_000, noNaN: true }), (values, factor) => {
        const base = numbers(daily(values));
        const size = Math.max(...values, ...base.map(Math.abs));
        numbers(daily(values.map((value) => value * factor))).forEach((value, i) => {
          expect(Math.abs(value / factor - base[i])).toBeLessThan(1e-9 * size);
        });
      }),
      RUNS,
    );
  }, 60_000);

  it('moves with a shift that leaves values above and below zero, to nine digits', () => {
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(wandering, share, share, (values, first, second) => {
        const span = spanOf(values);
        fc.pre(span > 0.1);
        const crossing = (at: number) => values.map((value) => value - Math.min(...values) - at * span);
        const base = numbers(daily(crossing(first)));
        numbers(daily(crossing(second))).forEach((value, i) => {
          expect(Math.abs(value - base[i] - (first - second) * span)).toBeLessThan(1e-9 * span);
        });
      }),
      RUNS,
    );
  }, 60_000);
});

// Multiplicative seasons are not shift equivariant; with a value below zero all methods are additive. Zero has a meaning
// for intermittent demand, and complex smoothing pulls towards it.
const unmoved = ['croston', 'croston-sba', 'tsb', 'complex-smoothing'];
const movable = Object.values(forecasters).filter(({ name }) => !unmoved.includes(name));
describe.each(movable)('$name', (forecaster) => {
  const seasonLength = 4;
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 24, maxLength: 40 });

  it('moves with a shift and a scale of the series', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -20, max: 20 }), (series, shift) => {
        const negative = [-1_000, ...series];
        const fit = (f: (value: number) => number) =>
          forecaster.fit(negative.map(f), { seasonLength }).predict(6).mean;
        const base = fit((v) => v);
        const moved = fit((v) => 4 * v + shift);
        moved.forEach((value, i) => {
          expect(Math.abs(value - (4 * base[i] + shift))).toBeLessThan(1);
        });
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
