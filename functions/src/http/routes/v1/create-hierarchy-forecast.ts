import {
  hierarchyForecastRequestSchema,
  hierarchyForecastResponseSchema,
} from '../../../contracts/hierarchy-forecast.ts';
import { forecastHierarchy } from '../../../pipeline/hierarchy/forecast-hierarchy.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { hierarchyForecastExample } from './examples/hierarchy-forecast.ts';

/** `POST /v1/forecast/hierarchy` */
export const createHierarchyForecastRoute = memberRoute(['forecasts:write'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v1/forecast/hierarchy',
  operationId: 'createHierarchyForecast',
  cost: 20,
  tag: 'Forecasts',
  summary: 'Forecast series that add up',
  description:
    'Forecasts all stored series of a key (that carry `labels`) and their sums by label, reconciles them so that the parts add up to the sums, and keeps them all. The answer says for each kind of sum whether reconciling made forecasts of the past better. At most 200 series; a forecast job with `hierarchy` takes 500.',
  body: jsonBody(hierarchyForecastRequestSchema, {
    total: {
      summary: 'All airports and their total',
      value: { metric: 'flights.departures', by: ['*'], horizon: 48, levels: [80, 95] },
    },
    grouped: {
      summary: 'Sums by region and by product, of one country, whole numbers',
      value: {
        metric: 'orders',
        labels: { country: 'AT' },
        by: ['*', 'region', 'product'],
        method: 'mint-shrink',
        horizon: 28,
        bounds: { integer: true },
      },
    },
  }),
  success: {
    status: 200,
    description: 'The forecasts, each kept under its id.',
    schema: hierarchyForecastResponseSchema,
    example: hierarchyForecastExample,
  },
  problems: [
    'QUOTA_EXCEEDED',
    'METRIC_NOT_FOUND',
    'SERIES_EMPTY',
    'LEAVES_NOT_DISTINCT',
    'TOO_MANY_SERIES',
    'WORK_TOO_LARGE',
    'SEASON_LENGTH_OUT_OF_RANGE',
    'BOUNDS_OUT_OF_ORDER',
  ],
  handle: ({ ctx, body }) => forecastHierarchy({ ctx, input: body }),
});
