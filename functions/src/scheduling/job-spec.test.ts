import { expect, test } from 'vitest';
import { forecastOptionsOf, parseSpec, readSpec } from './job-spec.ts';

const spec = { selector: { metric: 'orders' }, schedule: '0 6 * * *', horizon: 14 };

test("a job's time zone is that of its schedule and of the days it forecasts", () => {
  const parsed = parseSpec({ ...spec, timeZone: 'Europe/Vienna', resolution: 'daily', aggregate: 'sum' });
  expect(forecastOptionsOf(parsed)).toMatchObject({
    timeZone: 'Europe/Vienna',
    resolution: 'daily',
    aggregate: 'sum',
  });
  expect(forecastOptionsOf(parseSpec(spec)).timeZone).toBe('UTC');
});

test.each([
  ['/timeZone', { timeZone: 'Europe/Atlantis' }],
  ['/resolution', { resolution: 'rarely' }],
  ['/aggregate', { aggregate: 'median' }],
  ['/repair', { repair: 'all' }],
])('a wrong %s is named, once', (pointer, change) => {
  expect(readSpec({ ...spec, ...change }).problems.map((problem) => problem.pointer)).toEqual([pointer]);
});
