import { describe, expect, it } from 'vitest';
import { coverage } from './evaluation/accuracy.ts';
import { forecastSeries } from './forecast-series.ts';
import { isIntermittent } from './history-cautions.ts';
import { randomNormals } from './numerics/random-normals.ts';
import { mean } from './numerics/statistics.ts';

const DAY = 86_400_000;
const every = (values: readonly number[]) => values.map((value, i) => ({ at: i * DAY, value }));
const HORIZON = 10;

/** Demand in a share of periods that `chance` gives for each, of sizes 1, 2, 3, …, most often small. */
function demand(seed: number, length: number, chance: (t: number) => number): number[] {
  const noise = randomNormals(seed);
  return Array.from({ length }, (_, t) => {
    const arrives = noise() < chance(t);
    const size = 1 + Math.floor(1.5 * Math.abs(noise()) + 0.5 * noise() ** 2);
    return arrives ? size : 0;
  });
}

/** Series of 60 periods with the next 10, intermittent ones only; a normal number is below −0.6 in 27 % of cases. */
const cases = Array.from({ length: 60 }, (_, seed) => demand(seed + 1, 60 + HORIZON, () => -0.6))
  .map((values) => ({ known: values.slice(0, 60), actual: values.slice(60) }))
  .filter(({ known }) => isIntermittent(known));
const forecasts = cases.map(({ known, actual }) => ({
  known,
  actual,
  forecast: forecastSeries({
    observations: every(known),
    horizon: HORIZON,
    levels: [50, 80, 95],
    seasonLengths: [],
  }),
}));

describe('intermittent demand', () => {
  it('is forecast by methods made for it, with a caution that says so', () => {
    expect(forecasts.length).toBeGreaterThan(50);
    for (const { forecast } of forecasts) {
      const known = ['ses', 'tsb'];
      expect(forecast.model.weights.every(({ name }) => known.includes(name))).toBe(true);
      expect(forecast.cautions.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['intermittent-history', 'intermittent-methods']),
      );
    }
  });

  // The rate that made the series: 27.4 % of periods, 2.5 each; the mean over sixty series errs by a few percent.
  it('is forecast at its mean, not at its median, which is zero', () => {
    const rates = forecasts.map(({ forecast }) => forecast.mean[0]);
    const came = forecasts.map(({ known, actual }) => mean([...known, ...actual]));
    expect(Math.abs(mean(rates) / mean(came) - 1)).toBeLessThan(0.1);
    const error = (rate: (k: number) => number) => mean(forecasts.map((_, k) => (rate(k) - mean(came)) ** 2));
    expect(error((k) => rates[k])).toBeLessThan(0.5 * error(() => 0));
  });

  // Sizes are whole numbers and zero has a quarter of the weight or more: intervals hold what they promise or more.
  it('has intervals that hold what they promise', () => {
    [50, 80, 95].forEach((level, i) => {
      const share = mean(
        forecasts.map(({ actual, forecast }) => coverage(actual, forecast.intervals[i]) ?? 0),
      );
      expect(share).toBeGreaterThan(level / 100 - 0.02);
      expect(share).toBeLessThan(1);
    });
    const widest = mean(
      forecasts.map(({ actual, forecast }) => coverage(actual, forecast.intervals[2]) ?? 0),
    );
    expect(widest).toBeGreaterThan(0.93);
  });

  it('has intervals from zero, of whole numbers where asked', () => {
    const [{ known }] = cases;
    const observations = every(known);
    const { intervals } = forecastSeries({
      observations,
      horizon: 3,
      bounds: { integer: true },
      seasonLengths: [],
    });
    for (const { lower, upper } of intervals) {
      expect(lower).toEqual([0, 0, 0]);
      expect(upper.every((value) => Number.isInteger(value) && value >= 1)).toBe(true);
    }
  });

  it('reports a backtest with the coverage of the same intervals', () => {
    for (const { forecast } of forecasts.slice(0, 5)) {
      expect(forecast.backtest?.origins).toBeGreaterThan(2);
      expect(forecast.backtest?.coverage.map(({ level }) => level)).toEqual([50, 80, 95]);
      expect(forecast.backtest?.coverage[2].empirical).toBeGreaterThan(80);
    }
  });

  it('falls while demand stays away', () => {
    const dying = demand(3, 80, (t) => (t < 40 ? 0 : -9));
    const { mean: path } = forecastSeries({ observations: every(dying), horizon: 1, seasonLengths: [] });
    expect(path[0]).toBeLessThan(0.3 * mean(dying.slice(0, 40)));
  });

  it('is left to the ensemble where a season explains the zeros', () => {
    const noise = randomNormals(8);
    const weekdays = Array.from({ length: 140 }, (_, t) => (t % 7 < 3 ? 20 + noise() : 0));
    const forecast = forecastSeries({ observations: every(weekdays), horizon: 7, seasonLengths: [7] });
    expect(forecast.cautions.map(({ code }) => code)).toContain('intermittent-history');
    expect(forecast.cautions.map(({ code }) => code)).not.toContain('intermittent-methods');
    expect(forecast.mean[0]).toBeGreaterThan(15);
    expect(forecast.mean[4]).toBeLessThan(5);
  });

  it.each(['croston', 'croston-sba', 'tsb'] as const)('%s by name keeps its own intervals', (model) => {
    const { known } = cases[1];
    const { intervals, mean: path } = forecastSeries({
      observations: every(known),
      horizon: 4,
      model,
      levels: [95],
    });
    expect(new Set(path).size).toBe(1);
    expect(intervals[0].lower).toEqual([0, 0, 0, 0]);
    expect(intervals[0].upper[0]).toBeLessThanOrEqual(1.5 * Math.max(...known));
  });
});
