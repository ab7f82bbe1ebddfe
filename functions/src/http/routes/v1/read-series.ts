import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';
import { seriesResponseSchema } from '../../../contracts/metric.ts';
import { seriesQuerySchema } from '../../../contracts/series-query.ts';
import { parseOrThrow } from '../../../contracts/validation.ts';
import { readSeries } from '../../../pipeline/store/read-series.ts';
import { memberRoute } from '../define-route.ts';
import { seriesExample } from './examples/metric.ts';

const { metricId: _inPath, ...queryShape } = seriesQuerySchema.shape;

/** `GET /v1/metrics/{metricId}/series` */
export const readSeriesRoute = memberRoute(['metrics:read'], {
  method: 'get',
  path: '/v1/metrics/{metricId}/series',
  operationId: 'readSeries',
  metrics: 'own',
  tag: 'Metrics',
  summary: 'Read the points of a metric',
  description:
    'Points of a range, oldest first: raw, or with `aggregate` one value for each bucket of `bucketSeconds`. The range is half open.',
  params: z.strictObject({ metricId: idSchema('metric') }),
  query: z.strictObject(queryShape),
  success: {
    status: 200,
    description: 'A page of points.',
    schema: seriesResponseSchema,
    example: seriesExample,
  },
  problems: ['METRIC_NOT_FOUND'],
  handle: ({ ctx, params, query }) =>
    readSeries({ ctx, input: parseOrThrow(seriesQuerySchema, { ...params, ...query }, 'query') }),
});
