import { forecastResponseSchema } from '../../../contracts/forecast.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { listForecasts } from '../../../pipeline/forecast/list-forecasts.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { forecastExample } from './examples/forecast.ts';

/** `GET /v1/forecasts` */
export const listForecastsRoute = memberRoute(['forecasts:read'], {
  method: 'get',
  path: '/v1/forecasts',
  operationId: 'listForecasts',
  metrics: 'own',
  tag: 'Forecasts',
  summary: 'List forecasts',
  description:
    'Forecasts that were kept, the latest first, of one metric, of one sum of metrics, of one job, or of all.',
  query: listQuery({
    metricId: idSchema('metric').optional(),
    sumId: idSchema('sum').optional(),
    jobId: idSchema('forecastJob').optional(),
  }),
  success: {
    status: 200,
    description: 'A page of forecasts.',
    schema: pageOf(forecastResponseSchema, 'ForecastPage'),
    example: { items: [forecastExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listForecasts({ ctx, input: query }),
});
