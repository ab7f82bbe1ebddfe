import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds, ForecastRequest } from '../forecast-request.ts';
import { forecastSeries } from '../forecast-series.ts';
import type { SeriesForecast } from '../series-forecast.ts';
import { crossings } from './crossing.ts';
import { quantilesOf } from './quantiles.ts';
import { samplePaths } from './sample-paths.ts';

const HOUR = 3_600_000;
const runs = { numRuns: 60 };
const probabilities = [0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 0.6, 0.9, 0.95, 0.999];

/** Series of all sorts: levels, trends, seasons, zeros, counts, constants, short and long. */
const series = fc
  .record({
    noise: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
    level: fc.constantFrom(0, 5, -30, 1e6),
    slope: fc.constantFrom(0, 0.2, -0.3),
    size: fc.constantFrom(0, 1, 20),
    whole: fc.boolean(),
  })
  .map(({ noise, level, slope, size, whole }) =>
    noise.map((value, t) => {
      const one = level + slope * t + size * value;
      return whole ? Math.round(one) : one;
    }),
  );

const bounds: fc.Arbitrary<Bounds | undefined> = fc.constantFrom(
  undefined,
  { minimum: -2 },
  { minimum: 0, maximum: 8 },
  { integer: true },
  { integer: true, minimum: -1.5, maximum: 30.2 },
);

const requests: fc.Arbitrary<ForecastRequest> = fc
  .record({
    values: series,
    horizon: fc.integer({ min: 1, max: 8 }),
    model: fc.constantFrom('auto' as const, 'auto' as const, 'ses' as const, 'theta' as const),
    bounds,
  })
  .map(({ values, horizon, model, bounds: given }) => ({
    observations: values.map((value, t) => ({ at: t * HOUR, value })),
    horizon,
    model,
    levels: [80, 90, 99.8],
    quantiles: probabilities,
    ...(given === undefined ? {} : { bounds: given }),
  }));

describe('the predictive distribution of any forecast', () => {
  it('has finite quantiles that never cross, within the bounds, and ends of intervals among them', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { quantiles, intervals, mean, distribution } = forecastSeries(request);
        const { minimum = -Infinity, maximum = Infinity, integer = false } = distribution.bounds;
        expect(quantiles.map(({ probability }) => probability)).toEqual(probabilities);
        for (let step = 0; step < request.horizon; step++) {
          const values = quantiles.map((one) => one.values[step]);
          expect(values.every((value) => value >= minimum && value <= maximum)).toBe(true);
          if (integer) expect(values.every(Number.isInteger)).toBe(true);
          expect(values).toEqual([...values].sort((a, b) => a - b));
          expect(values[5]).toBe(mean[step]);
        }
        const at = (probability: number) => quantiles[probabilities.indexOf(probability)].values;
        expect(at(0.1)).toEqual(intervals[0].lower);
        expect(at(0.9)).toEqual(intervals[0].upper);
        expect([at(0.05), at(0.95)]).toEqual([intervals[1].lower, intervals[1].upper]);
        expect([at(0.001), at(0.999)]).toEqual([intervals[2].lower, intervals[2].upper]);
      }),
      runs,
    );
  });

  it('never falls between its quantiles, and beyond them', () => {
    const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    const two = fc.tuple(probability, probability);
    fc.assert(
      fc.property(requests, two, (request, pair) => {
        const [low, high] = [...pair].sort((a, b) => a - b);
        const { distribution } = forecastSeries(request);
        const [below, above] = quantilesOf({ ...distribution, bounds: {} }, [low, high]);
        below.values.forEach((value, step) => {
          // The normal quantile itself is continuous to about this much.
          const slack = 1e-8 * Math.abs(value);
          expect(value).toBeLessThanOrEqual(above.values[step] + slack);
        });
      }),
      runs,
    );
  });

  it('makes a crossing no more probable farther out or in less time', () => {
    fc.assert(
      fc.property(requests, fc.double({ min: -3, max: 3, noNaN: true }), (request, offset) => {
        const forecast = forecastSeries(request);
        const unit = forecast.standardDeviation[0] || 1;
        const threshold = forecast.mean[0] + offset * unit;
        for (const direction of ['above', 'below'] as const) {
          const sign = direction === 'above' ? 1 : -1;
          const near = { threshold, direction };
          const all = crossings(forecast, [
            ...forecast.at.map((until) => ({ ...near, until })),
            near,
            { ...near, threshold: threshold + sign * 0.5 * unit },
          ]).map(({ probability }) => probability);
          const far = all.pop() ?? 1;
          expect(all).toEqual([...all].sort((a, b) => a - b));
          expect(all.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
          expect(far).toBeLessThanOrEqual(all.at(-1) ?? 0);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('follows the scale of the forecast: quantiles, paths and crossings alike', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(2 ** 20, 2 ** -20), (request, scale) => {
        const one = { ...forecastSeries(request), distribution: unbounded(forecastSeries(request)) };
        const other = scaledBy(one, scale);
        const times = (rows: readonly (readonly number[])[]) =>
          rows.map((row) => row.map((value) => value * scale));
        const values = ({ distribution }: typeof one) =>
          quantilesOf(distribution, [0.07, 0.5, 0.9]).map((quantile) => quantile.values);
        expect(values(other)).toEqual(times(values(one)));
        const query = { count: 3, seed: 5 };
        expect(samplePaths(other, query)).toEqual(times(samplePaths(one, query)));
        const threshold = one.mean[0] + 0.7 * one.standardDeviation[0];
        expect(crossings(other, [{ threshold: threshold * scale, direction: 'above' }])).toEqual(
          crossings(one, [{ threshold, direction: 'above' }]),
        );
      }),
      { numRuns: 25 },
    );
  });
});

const unbounded = ({ distribution }: SeriesForecast) => ({ ...distribution, bounds: {} });

/** By a power of two, so that nothing is rounded. */
function scaledBy(forecast: SeriesForecast, scale: number): SeriesForecast {
  const times = (values: readonly number[]) => values.map((value) => value * scale);
  return {
    ...forecast,
    mean: times(forecast.mean),
    standardDeviation: times(forecast.standardDeviation),
    distribution: {
      bounds: {},
      quantiles: forecast.distribution.quantiles.map(({ probability, values }) => ({
        probability,
        values: times(values),
      })),
    },
  };
}
