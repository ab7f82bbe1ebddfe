import { describe, expect, it } from 'vitest';
import { resolutionLabel } from '../forecasting/index.ts';
import { forecastRequestSchema } from './forecast.ts';
import { parseResolutionName } from './forecast-resolution.ts';
import { modelCardSchema } from './model-card.ts';
import { parseOrThrow } from './validation.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('parseResolutionName', () => {
  it.each([
    ['hourly', 'millisecond', hour],
    ['daily', 'millisecond', day],
    ['weekly', 'millisecond', 7 * day],
    ['monthly', 'month', 1],
    ['quarterly', 'month', 3],
    ['yearly', 'month', 12],
    ['15 minutes', 'millisecond', 15 * minute],
    ['1 hour', 'millisecond', hour],
    ['every 5 minutes', 'millisecond', 5 * minute],
    ['2 months', 'month', 2],
    ['PT15M', 'millisecond', 15 * minute],
    ['PT1H', 'millisecond', hour],
    ['P1D', 'millisecond', day],
    ['P2W', 'millisecond', 14 * day],
    ['P1M', 'month', 1],
    ['P1Y', 'month', 12],
  ])('takes %s for %s × %d', (name, unit, count) => {
    expect(parseResolutionName(name)).toEqual({ unit, count });
  });

  it.each([
    '',
    'sometimes',
    '0 minutes',
    'P',
    'PT',
    'P1H',
    'PT1D',
    'P1DT12H',
    '-1 days',
    '1.5 hours',
    '9999999 days',
  ])('takes %j for nothing', (name) => {
    expect(parseResolutionName(name)).toBeUndefined();
  });

  it('reads the labels that the engine writes', () => {
    for (const count of [1_000, minute, 5 * minute, hour, 6 * hour, day, 7 * day]) {
      const resolution = { unit: 'millisecond', count } as const;
      expect(parseResolutionName(resolutionLabel(resolution))).toEqual(resolution);
    }
    for (const count of [1, 2, 3, 6, 12, 24]) {
      const resolution = { unit: 'month', count } as const;
      expect(parseResolutionName(resolutionLabel(resolution))).toEqual(resolution);
    }
  });
});

describe('the request for a forecast', () => {
  it.each([
    ['/timeZone', { timeZone: 'Europe/Atlantis' }],
    ['/timeZone', { timeZone: '+02:00' }],
    ['/resolution', { resolution: 'now and then' }],
    ['/aggregate', { aggregate: 'median' }],
    ['/repair', { repair: 'all' }],
  ])('names %s where that is wrong', (pointer, change) => {
    const parse = () =>
      parseOrThrow(forecastRequestSchema, { metric: 'orders', horizon: 3, ...change }, 'request body');
    expect(parse).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ pointer })] }));
  });
});

describe('a card that was kept before repairs and time zones', () => {
  it('still parses', () => {
    const card = {
      asked: { model: 'auto', seasonLengths: null, bounds: null },
      model: 'theta',
      weights: [],
      candidates: [],
      history: {
        from: new Date(0),
        to: new Date(hour),
        observed: 2,
        gridLength: 2,
        gapsFilled: 0,
        duplicates: 0,
        resolution: { label: 'hourly', unit: 'millisecond', count: hour },
        seasonLengths: [],
        inputHash: '00',
      },
      backtest: null,
      cautions: [],
      engineVersion: 'iv-forecast/0.1.0',
      durationMs: 1,
      cost: { documentReads: 1, documentWrites: 1 },
    };
    const parsed = modelCardSchema.parse(card);
    expect(parsed.asked).toMatchObject({ resolution: null, aggregate: null, timeZone: null, repair: null });
    expect(parsed.history).toMatchObject({ timeZone: 'UTC', repairs: [], repairCount: 0, newestAt: null });
  });
});
