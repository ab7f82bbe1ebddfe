import { z } from 'zod';
import { crossingQuerySchema, crossingResponseSchema } from '../../../contracts/crossing-query.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { getCrossing } from '../../../pipeline/forecast/get-crossing.ts';
import { memberRoute } from '../define-route.ts';
import { crossingExample } from './examples/forecast.ts';

/** `GET /v1/forecasts/{forecastId}/crossing` */
export const getCrossingRoute = memberRoute(['forecasts:read'], {
  method: 'get',
  path: '/v1/forecasts/{forecastId}/crossing',
  operationId: 'getCrossing',
  metrics: 'own',
  tag: 'Forecasts',
  summary: 'Ask a forecast when a threshold is crossed',
  description:
    'How probably a kept forecast reaches `threshold` from the side of `direction` at one of its steps, jointly over the steps, and when first: the median and the range of 80 %, given that it does. `alreadyCrossed` says that the newest observation is across; the probability is then that a step still or again is.',
  params: z.strictObject({ forecastId: idSchema('forecast') }),
  query: crossingQuerySchema,
  success: {
    status: 200,
    description: 'The probability and the time of the first crossing.',
    schema: crossingResponseSchema,
    example: crossingExample,
  },
  problems: ['FORECAST_NOT_FOUND'],
  handle: ({ ctx, params, query }) => getCrossing({ ctx, input: { ...params, ...query } }),
});
