import { expect, it } from 'vitest';
import { forecastOptionsSchema } from '../../contracts/forecast-options.ts';
import { explain } from './explain.ts';
import { makeForecast } from './make-forecast.ts';

const hour = 3_600_000;
const start = Date.parse('2026-07-31T22:00:00Z');
const viennaDay = (at: number | Date): string =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Vienna', dateStyle: 'short' }).format(at);
const closed = new Set(['2026-08-15', '2026-10-26', '2026-11-01']);

it('puts regressors and holidays on the steps of the resolution and clock that are asked for', async () => {
  const points = Array.from({ length: 24 * 118 + 1 }, (_, t) => {
    const at = start + t * hour;
    return { at, value: closed.has(viennaDay(at)) ? 0 : 5 + Math.sin(t / 4) + ((t * 7919) % 97) / 97 };
  });
  const visits = points.map(({ at, value }) => ({ at, value: value + 1 }));
  const options = forecastOptionsSchema.parse({
    horizon: 14,
    resolution: 'daily',
    aggregate: 'sum',
    timeZone: 'Europe/Vienna',
    holidays: { country: 'AT' },
    regressors: [{ name: 'visits', metric: 'visits', lag: 14 }],
  });
  const explaining = await explain(async () => ({ metricId: 'met_1', points: visits }), points, options);
  expect(explaining?.regressors[0]?.history).toHaveLength(points.length);
  const forecast = makeForecast(points, options, explaining);
  const shut = forecast.points.filter(({ mean }) => mean === 0);
  expect(shut.map(({ at }) => viennaDay(at))).toEqual(['2026-12-08']);
  expect(forecast.card.explanation).toMatchObject({
    calendar: 'AT, days of Europe/Vienna',
    regressors: [{ name: 'visits', lag: 14, filled: 0 }],
    events: [{ name: 'holiday', closed: true }],
  });
});
