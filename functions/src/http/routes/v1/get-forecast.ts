import { z } from 'zod';
import { forecastResponseSchema } from '../../../contracts/forecast.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { getForecast } from '../../../pipeline/forecast/get-forecast.ts';
import { memberRoute } from '../define-route.ts';
import { forecastExample } from './examples/forecast.ts';

/** `GET /v1/forecasts/{forecastId}` */
export const getForecastRoute = memberRoute(['forecasts:read'], {
  method: 'get',
  path: '/v1/forecasts/{forecastId}',
  operationId: 'getForecast',
  metrics: 'own',
  tag: 'Forecasts',
  summary: 'Get a forecast',
  description: 'A forecast with its points, intervals and model card.',
  params: z.strictObject({ forecastId: idSchema('forecast') }),
  conditional: true,
  success: {
    status: 200,
    description: 'The forecast.',
    schema: forecastResponseSchema,
    example: forecastExample,
  },
  problems: ['FORECAST_NOT_FOUND'],
  handle: ({ ctx, params }) => getForecast({ ctx, input: params }),
});
