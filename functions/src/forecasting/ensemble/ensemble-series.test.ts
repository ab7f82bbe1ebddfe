import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Resolution, WEEK_MS } from '../resolution.ts';
import { describeEnsembleSeries } from './ensemble-series.ts';
import { type FrequencyClass, frequencyClassOf } from './frequency-class.ts';

const months = (count: number): Resolution => ({ unit: 'month', count });
const exactly = (count: number): Resolution => ({ unit: 'millisecond', count });

it.each<[Resolution, FrequencyClass]>([
  [months(24), 'yearly'],
  [months(6), 'yearly'],
  [months(3), 'quarterly'],
  [months(1), 'monthly'],
  [exactly(30 * DAY_MS), 'monthly'],
  [exactly(365 * DAY_MS), 'yearly'],
  [exactly(2 * WEEK_MS), 'weekly'],
  [exactly(WEEK_MS), 'weekly'],
  [exactly(DAY_MS), 'daily'],
  [exactly(HOUR_MS), 'hourly'],
  [exactly(5 * MINUTE_MS), 'hourly'],
])('%j counts as %s', (resolution, kind) => {
  expect(frequencyClassOf(resolution)).toBe(kind);
});

describe('seasons that candidates try', () => {
  const y = new Float64Array(1_200);
  const seasons = (
    resolution: Resolution,
    seasonLengths: readonly number[],
    requested: boolean,
    length = 600,
  ) => {
    const one = describeEnsembleSeries(y.subarray(0, length), { resolution, seasonLengths, requested });
    return [one.seasonLength, one.longSeasons];
  };

  it.each([
    ['the year of months, though none was inferred', months(1), [], false, [12, []]],
    ['none of months, where none was asked for', months(1), [], true, [1, []]],
    ['that asked for', months(1), [6], true, [6, []]],
    ['the day and the week of hours', exactly(HOUR_MS), [], false, [24, [24, 168]]],
    ['both, whichever is stronger', exactly(HOUR_MS), [168, 24], false, [24, [24, 168]]],
    ['a machine cycle of hours only', exactly(HOUR_MS), [37], true, [37, []]],
    ['the week of days as a long one', exactly(DAY_MS), [], false, [1, [7]]],
    ['the year of weeks as a long one', exactly(WEEK_MS), [], true, [1, [52]]],
  ] as const)('are %s', (_, resolution, seasonLengths, requested, expected) => {
    expect(seasons(resolution, seasonLengths, requested)).toEqual(expected);
  });

  it('are also the year of days, from three years on', () => {
    expect(seasons(exactly(DAY_MS), [], false, 1_095)).toEqual([1, [7, 365]]);
    expect(seasons(exactly(DAY_MS), [], false, 1_094)).toEqual([1, [7]]);
  });

  it('are certain where several were found or the hours have a day', () => {
    const several = (resolution: Resolution, seasonLengths: readonly number[]) =>
      describeEnsembleSeries(y, { resolution, seasonLengths, requested: false }).several;
    expect(several(exactly(DAY_MS), [])).toBe(false);
    expect(several(exactly(DAY_MS), [7, 365])).toBe(true);
    expect(several(exactly(HOUR_MS), [24])).toBe(true);
  });

  it('leave out what the history does not hold three times', () => {
    expect(seasons(exactly(HOUR_MS), [24], true, 400)).toEqual([24, [24]]);
  });
});
