import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';
import { metricResponseSchema } from '../../../contracts/metric.ts';
import { getMetric } from '../../../pipeline/store/get-metric.ts';
import { memberRoute } from '../define-route.ts';
import { metricExample } from './examples/metric.ts';

/** `GET /v1/metrics/{metricId}` */
export const getMetricRoute = memberRoute(['metrics:read'], {
  method: 'get',
  path: '/v1/metrics/{metricId}',
  operationId: 'getMetric',
  metrics: 'own',
  tag: 'Metrics',
  summary: 'Get a metric',
  description:
    'What is known of a series: first and last point, resolution, seasons, latest forecast, detection.',
  params: z.strictObject({ metricId: idSchema('metric') }),
  success: { status: 200, description: 'The metric.', schema: metricResponseSchema, example: metricExample },
  problems: ['METRIC_NOT_FOUND'],
  handle: ({ ctx, params }) => getMetric({ ctx, input: params }),
});
