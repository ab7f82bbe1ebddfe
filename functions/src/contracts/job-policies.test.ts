import { describe, expect, it } from 'vitest';
import { keepDefaults, keepSchema } from './job-policies.ts';

describe('keep', () => {
  it('is 90 days for runs and 400 for forecasts where nothing is said', () => {
    expect(keepDefaults).toEqual({ runs: '90d', forecasts: '400d' });
    expect(keepSchema.parse({ runs: '7d' })).toEqual({ runs: '7d', forecasts: '400d' });
  });

  it.each([
    ['23h', 'expected at least "1d"'],
    ['1439m', 'expected at least "1d"'],
    ['0d', 'expected a duration such as "90m", "6h" or "2d"'],
    ['for ever', 'expected a duration such as "90m", "6h" or "2d"'],
    [90, 'expected a duration such as "90m", "6h" or "2d"'],
  ])('refuses %j, in words', (forecasts, message) => {
    const { error } = keepSchema.safeParse({ forecasts });
    expect(error?.issues).toMatchObject([{ path: ['forecasts'], message }]);
  });

  it.each(['1d', '24h', '1440m', '9999d'])('takes %s', (runs) => {
    expect(keepSchema.parse({ runs }).runs).toBe(runs);
  });
});
