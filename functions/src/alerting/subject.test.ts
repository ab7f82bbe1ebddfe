import { describe, expect, it } from 'vitest';
import { departures } from '../../test/support/alerts.ts';
import { selects } from './subject.ts';

describe('selects', () => {
  it.each([
    [{ metricId: 'met_departures' }, true],
    [{ metricId: 'met_other' }, false],
    [{ metric: 'flights.departures', labels: {} }, true],
    [{ metric: 'flights.departures', labels: { airport: 'ATL' } }, true],
    [{ metric: 'flights.departures', labels: { airport: 'ORD' } }, false],
    [{ metric: 'flights.departures', labels: { airport: 'ATL', terminal: 'T' } }, false],
    [{ metric: 'flights.delay', labels: {} }, false],
    [{ forecastJob: '*' }, false],
  ])('%o: %s', (selector, expected) => {
    expect(selects(selector, departures)).toBe(expected);
  });
});
