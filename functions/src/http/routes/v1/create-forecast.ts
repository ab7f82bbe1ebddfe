import { z } from 'zod';
import {
  createdForecastResponseSchema,
  forecastRequestSchema,
  inlineForecastResponseSchema,
} from '../../../contracts/forecast.ts';
import { forecastFromRequest } from '../../../pipeline/forecast/forecast-request.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody, withSeries } from '../request-body.ts';
import { forecastExample } from './examples/forecast.ts';
import { exampleIds } from './examples/ids.ts';

/** `POST /v1/forecast` */
export const createForecastRoute = memberRoute(['forecasts:write'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v1/forecast',
  operationId: 'createForecast',
  cost: 5,
  metrics: 'own',
  tag: 'Forecasts',
  summary: 'Forecast a series',
  description:
    'Forecasts a stored series (by `metricId`, or by `metric` and `labels`) and keeps the forecast; or forecasts `points` sent along and keeps nothing. The answer says which model was chosen, what it saw, and how well it did in a backtest. `quantiles`, `crossings` and `samplePaths` ask for more of its distribution; sample paths are answered and not kept. `regressors` (other series that explain this one), `events` and `holidays` are learnt from the history and applied to the steps ahead; each step then says in `contributions` what they add.',
  body: withSeries(
    jsonBody(forecastRequestSchema, {
      stored: {
        summary: 'A stored series by key and labels',
        value: { metric: 'flights.departures', labels: { airport: 'ATL' }, horizon: 48, levels: [80, 95] },
      },
      chances: {
        summary: 'With quantiles, the chance of crossing a threshold within a day, and sample paths',
        value: {
          metric: 'flights.departures',
          labels: { airport: 'ATL' },
          horizon: 48,
          quantiles: [0.1, 0.5, 0.9],
          crossings: [{ threshold: 60, direction: 'above', withinSeconds: 86_400 }],
          samplePaths: { count: 100, seed: 7 },
        },
      },
      coarser: {
        summary: 'Orders by the minute, forecast by the local day',
        value: {
          metric: 'shop.orders',
          horizon: 14,
          resolution: 'daily',
          aggregate: 'sum',
          timeZone: 'Europe/Vienna',
        },
      },
      byId: { summary: 'A stored series by id', value: { metricId: exampleIds.metric, horizon: 24 } },
      explained: {
        summary: 'With promotions, a fair and holidays',
        value: {
          metric: 'shop.sales',
          labels: { shop: 'Graz' },
          horizon: 14,
          regressors: [
            { name: 'promotion', metric: 'shop.promotion', labels: { shop: 'Graz' }, future: 'stored' },
          ],
          events: [
            {
              name: 'fair',
              occurrences: [
                { from: '2026-05-01', to: '2026-05-04' },
                { from: '2026-11-27', to: '2026-11-30' },
              ],
            },
          ],
          holidays: { country: 'AT', after: 1 },
        },
      },
      inline: {
        summary: 'Points sent along',
        value: {
          points: [
            ['2026-11-18', 120],
            ['2026-11-19', 131],
            ['2026-11-20', 128],
          ],
          horizon: 7,
        },
      },
    }),
  ),
  success: {
    status: 200,
    description: 'The forecast. One of a stored series has an id, under which it is kept.',
    schema: z.union([createdForecastResponseSchema, inlineForecastResponseSchema]),
    example: forecastExample,
  },
  problems: [
    'QUOTA_EXCEEDED',
    'METRIC_NOT_FOUND',
    'SERIES_EMPTY',
    'SERIES_TOO_SHORT',
    'TIMEGPT_NOT_CONFIGURED',
    'SEASON_LENGTH_OUT_OF_RANGE',
    'RESOLUTION_OUT_OF_RANGE',
    'TIME_ZONE_UNKNOWN',
  ],
  handle: ({ ctx, body }) => forecastFromRequest({ ctx, input: body }),
});
