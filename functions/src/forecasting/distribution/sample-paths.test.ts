import { describe, expect, it } from 'vitest';
import { forecastSeries } from '../forecast-series.ts';
import { quantile } from '../numerics/statistics.ts';
import { crossing } from './crossing.ts';
import { quantilesOf } from './quantiles.ts';
import { samplePaths } from './sample-paths.ts';

const HOUR = 3_600_000;
const COUNT = 1_000;

/** Noise about 10 with a slow wave, never negative. */
const observations = Array.from({ length: 80 }, (_, t) => ({
  at: t * HOUR,
  value: 10 + 2 * Math.sin(t / 9) + (((t * 7_919) % 97) / 97 - 0.5) * 6,
}));
const forecast = forecastSeries({ observations, horizon: 12 });
const counts = forecastSeries({
  observations: observations.map(({ at, value }) => ({ at, value: Math.round(value / 4) })),
  horizon: 6,
  bounds: { integer: true, maximum: 4 },
});

describe('samplePaths', () => {
  it('repeats bit for bit with the same seed, and begins the same whatever the count', () => {
    const paths = samplePaths(forecast, { count: 20, seed: 7 });
    expect(samplePaths(forecast, { count: 20, seed: 7 })).toEqual(paths);
    expect(samplePaths(forecast, { count: 5, seed: 7 })).toEqual(paths.slice(0, 5));
    expect(samplePaths(forecast, { count: 5, seed: 8 })).not.toEqual(paths.slice(0, 5));
    expect(paths.map(({ length }) => length)).toEqual(new Array(20).fill(12));
  });

  it('has the quantiles of the forecast at every step', () => {
    const paths = samplePaths(forecast, { count: COUNT, seed: 1 });
    for (const { probability, values } of quantilesOf(forecast.distribution, [0.1, 0.3, 0.5, 0.75, 0.95])) {
      values.forEach((value, step) => {
        const below = paths.filter((path) => path[step] <= value).length / COUNT;
        const standardError = Math.sqrt((probability * (1 - probability)) / COUNT);
        expect(Math.abs(below - probability)).toBeLessThan(4 * standardError);
      });
    }
  });

  it('crosses as often as the forecast says, and is as often across at any step', () => {
    const paths = samplePaths(forecast, { count: COUNT, seed: 3 });
    const threshold = forecast.mean[5] + forecast.standardDeviation[5];
    const { probability } = crossing(forecast, { threshold, direction: 'above' });
    const share = paths.filter((path) => path.some((value) => value >= threshold)).length / COUNT;
    expect(probability).toBeGreaterThan(0.2);
    expect(Math.abs(share - probability)).toBeLessThan(0.06);
  });

  it('keeps the bounds, and whole numbers whole without moving their middle', () => {
    const paths = samplePaths(counts, { count: COUNT, seed: 2 });
    expect(paths.flat().every((value) => Number.isInteger(value) && value >= 0 && value <= 4)).toBe(true);
    counts.mean.forEach((mean, step) => {
      expect(
        quantile(
          paths.map((path) => path[step]),
          0.5,
        ),
      ).toBe(mean);
    });
  });

  it('has one path where there is no doubt', () => {
    const constant = forecastSeries({
      observations: observations.map(({ at }) => ({ at, value: 3 })),
      horizon: 4,
    });
    expect(samplePaths(constant, { count: 2, seed: 0 })).toEqual([
      [3, 3, 3, 3],
      [3, 3, 3, 3],
    ]);
  });
});
