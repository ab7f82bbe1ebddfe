import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import { forecastSeries } from '../forecast-series.ts';
import type { ForecasterName } from '../forecaster.ts';
import { randomNormals } from '../numerics/random-normals.ts';
import { forecasters } from './forecasters.ts';

const DAY = 86_400_000;
const every = (values: readonly number[]) => values.map((value, i) => ({ at: i * DAY, value }));

const noise = randomNormals(31);
const series: Readonly<Record<string, readonly number[]>> = {
  air: fixture.series[0].train,
  walk: Array.from({ length: 60 }).reduce<number[]>((path) => [...path, (path.at(-1) ?? 50) + noise()], []),
  negative: Array.from({ length: 48 }, (_, t) => 3 * Math.sin((2 * Math.PI * t) / 12) - 0.1 * t + noise()),
  demand: Array.from({ length: 48 }, (_, t) => (t % 3 === 0 || noise() > 1 ? 1 + (t % 4) : 0)),
};
const names = Object.keys(forecasters) as ForecasterName[];
const onSeries = names.flatMap((name) =>
  Object.entries(series).map(([label, values]) => ({ name, label, values })),
);

describe.each(onSeries)('$name by name on $label', ({ name, values }) => {
  const request = { observations: every(values), horizon: 14, model: name, levels: [50, 80, 95] };
  const forecast = forecastSeries({ ...request, seasonLengths: [12] });
  const bands = forecast.intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);

  it('is finite', () => {
    expect([...forecast.mean, ...forecast.standardDeviation, ...bands].every(Number.isFinite)).toBe(true);
    expect(forecast.mean).toHaveLength(14);
  });

  it('has the mean within its intervals, which nest', () => {
    forecast.mean.forEach((value, i) => {
      const inwards = [...forecast.intervals].reverse();
      const path = [
        ...inwards.map(({ lower }) => lower[i]),
        value,
        ...forecast.intervals.map(({ upper }) => upper[i]),
      ];
      expect(path).toEqual([...path].sort((a, b) => a - b));
    });
  });

  it('is called what was asked for', () => {
    expect(forecast.model.name).toBe(name);
  });

  // Not a power of two, so that roundings differ on the way.
  it('scales with the series', () => {
    const scaled = forecastSeries({
      ...request,
      observations: every(values.map((value) => 1_000 * value)),
      seasonLengths: [12],
    });
    const size = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    scaled.mean.forEach((value, i) => {
      expect(Math.abs(value / 1_000 - forecast.mean[i])).toBeLessThan(1e-6 * size);
    });
  });
});

describe.each(names)('%s on poor series', (name) => {
  const ask = (values: readonly number[], seasonLengths: readonly number[] = []) =>
    forecastSeries({ observations: every(values), horizon: 5, model: name, seasonLengths });

  it('continues a constant, without a width', () => {
    for (const constant of [7, -3, 0]) {
      const { mean, standardDeviation } = ask(new Array<number>(30).fill(constant));
      for (const value of mean) expect(value).toBeCloseTo(constant, 6);
      for (const value of standardDeviation) expect(Math.abs(value)).toBeLessThan(1e-6);
    }
  });

  it.each([1, 2, 3, 4, 5])('answers %i points, and says so where another took its place', (n) => {
    const { mean, model, cautions } = ask([5, 3, 6, 4, 7].slice(0, n), [4]);
    const substituted = cautions.some(({ code }) => code === 'model-substituted');
    expect(mean.every(Number.isFinite)).toBe(true);
    expect(substituted).toBe(model.name !== name);
    if (
      n >= forecasters[name].minimumLength({ seasonLength: 1 }) &&
      name !== 'holt-winters-damped' &&
      name !== 'seasonal-naive'
    )
      expect(substituted).toBe(false);
  });

  it('survives huge, tiny and lonely values', () => {
    for (const values of [
      [1e12, 1e-12, -1e12, 0, 1e12, 3, 1e-12, 5, 1e12, 1, 1, 2],
      [1e300, -1e300, 1e300, 1, 2, 3, 4, 5, 6, 7],
      [...new Array<number>(29).fill(0), 1],
      [1e-300, 2e-300, 3e-300, 1e-300, 2e-300, 3e-300, 1e-300, 2e-300],
    ]) {
      const { mean, standardDeviation, intervals } = ask(values);
      const numbers = [
        ...mean,
        ...standardDeviation,
        ...intervals.flatMap(({ lower, upper }) => [...lower, ...upper]),
      ];
      expect(numbers.every(Number.isFinite)).toBe(true);
    }
  });
});
