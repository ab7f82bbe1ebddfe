import { describe, expect, it } from 'vitest';
import { sketchedForecast } from '../../../../test/support/stored-forecasts.ts';
import { forecastOutlook } from './forecast-outlook.ts';

const hour = 3_600_000;
const from = Date.parse('2026-11-21T05:00:00Z');
const forecast = sketchedForecast({ metricId: 'met_1', from, medians: [10, 20, 30], spread: 2 });
const distribution = forecast.distribution ?? { quantiles: [], bounds: {} as never };

describe('forecastOutlook', () => {
  it('gives median and one standard deviation of a normal distribution', () => {
    const outlook = forecastOutlook(forecast).at(from + hour);
    expect(outlook?.madeAt).toBe(from);
    expect(outlook?.median).toBe(20);
    expect(outlook?.below).toBeCloseTo(2, 9);
    expect(outlook?.above).toBeCloseTo(2, 9);
  });

  it('tells the sides of a skewed distribution apart, within its bounds', () => {
    const quantiles = [
      { probability: 0.025, values: [-40, -40, -40] },
      { probability: 0.5, values: [1, 1, 1] },
      { probability: 0.975, values: [21, 21, 21] },
    ];
    const skewed = {
      ...forecast,
      distribution: { quantiles, bounds: { minimum: 0, maximum: null, integer: false } },
    };
    expect(forecastOutlook(skewed).at(from)?.below).toBe(1);
    // Linear in the normal score: 20 above the median at 1.96 is 10.204… at 1.
    expect(forecastOutlook(skewed).at(from)?.above).toBeCloseTo(20 / 1.959963984540054, 6);
  });

  it('takes one from before distributions were kept for normal', () => {
    expect(forecastOutlook({ ...forecast, distribution: null }).at(from)).toMatchObject({ median: 10 });
  });

  it.each([
    [0, 10],
    [hour / 2 - 1, 10],
    [hour / 2 + 1, 20],
    [2.5 * hour, 30],
  ])('is that of the nearest step, %d ms after the first', (after, median) => {
    expect(forecastOutlook(forecast).at(from + after)?.median).toBe(median);
  });

  it.each([-hour / 2 - 1, 2.5 * hour + 1, 100 * hour])('says nothing %d ms after its first step', (after) => {
    expect(forecastOutlook(forecast).at(from + after)).toBeUndefined();
  });

  it('says nothing where it has no points', () => {
    const empty = sketchedForecast({ metricId: 'met_1', from, medians: [] });
    expect(forecastOutlook(empty).at(from)).toBeUndefined();
  });

  it.each([
    ['one quantile', { quantiles: distribution.quantiles.slice(0, 1) }, 'two quantiles'],
    [
      'values that are missing',
      { quantiles: distribution.quantiles.map((one) => ({ ...one, values: [1] })) },
      'a value for each point',
    ],
    [
      'quantiles out of order',
      { quantiles: distribution.quantiles.map((one, i) => ({ ...one, values: [-i, -i, -i] })) },
      'not in order',
    ],
  ])('refuses a distribution with %s', (_, part, message) => {
    const broken = { ...forecast, distribution: { ...distribution, ...part } };
    expect(() => forecastOutlook(broken)).toThrow(message);
  });

  it('refuses points out of order', () => {
    expect(() => forecastOutlook({ ...forecast, points: forecast.points.toReversed() })).toThrow(
      'order of time',
    );
  });
});
