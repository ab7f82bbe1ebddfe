import { describe, expect, it } from 'vitest';
import { calendarSeasonLengths } from '../../forecasting/index.ts';
import { parseFrequency } from './frequency.ts';

const hour = 3_600_000;

describe('parseFrequency', () => {
  it.each([
    ['H', hour],
    ['h', hour],
    ['1h', hour],
    ['2h', 2 * hour],
    ['15min', hour / 4],
    ['15T', hour / 4],
    ['15m', hour / 4],
    ['s', 1_000],
    ['30S', 30_000],
    ['1440min', 24 * hour],
    ['ms', 1],
    ['L', 1],
    ['500us', 1],
    ['3000us', 3],
    ['D', 24 * hour],
    [' 1d ', 24 * hour],
    ['W', 168 * hour],
    ['W-SUN', 168 * hour],
  ])('reads %j as %i ms', (freq, count) => {
    expect(parseFrequency(freq)).toEqual({ resolution: { unit: 'millisecond', count }, stepMs: count });
  });

  it.each([
    ['M', 1],
    ['MS', 1],
    ['1MS', 1],
    ['ME', 1],
    ['2M', 2],
    ['Q', 3],
    ['QS-JAN', 3],
    ['QE-DEC', 3],
    ['1q', 3],
    ['Y', 12],
    ['A-DEC', 12],
    ['YS', 12],
  ])('reads %j as %i calendar months', (freq, count) => {
    expect(parseFrequency(freq).resolution).toEqual({ unit: 'month', count });
  });

  it.each([
    ['B', [5, 261]],
    ['SM', [24]],
    ['W', [52]],
    ['QS', [4]],
  ])('gives %j the seasons that its calendar has', (freq, seasons) => {
    expect(calendarSeasonLengths(parseFrequency(freq).resolution)).toEqual(seasons);
  });

  it.each([
    '',
    'fortnight',
    '1h30m',
    '0D',
    '-1D',
    '100000D',
    'BH',
    'WOM-2MON',
    'constructor',
    '1.5h',
    'D\n;',
  ])('refuses %j', (freq) => {
    expect(() => parseFrequency(freq)).toThrow(
      expect.objectContaining({
        reason: 'VALIDATION_FAILED',
        fields: [{ pointer: '/freq', detail: expect.stringContaining('expected a pandas frequency') }],
      }),
    );
  });
});
