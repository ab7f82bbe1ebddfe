import { expect, it } from 'vitest';
import { forecastExpiry } from './forecast-expiry.ts';

const madeAt = new Date('2026-11-21T05:00:00Z');

it('is 400 days after the last instant that the forecast is about', () => {
  const to = new Date('2028-11-01T00:00:00Z');
  expect(forecastExpiry({ madeAt, to })).toEqual(new Date('2029-12-06T00:00:00Z'));
});

it('is counted from when it was made where all that it is about lies before', () => {
  const to = new Date('2020-01-01T00:00:00Z');
  expect(forecastExpiry({ madeAt, to }, '2d')).toEqual(new Date('2026-11-23T05:00:00Z'));
});
