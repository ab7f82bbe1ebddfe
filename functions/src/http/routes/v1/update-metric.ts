import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';
import { metricResponseSchema, updateMetricRequestSchema } from '../../../contracts/metric.ts';
import { updateMetric } from '../../../pipeline/store/update-metric.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { metricExample } from './examples/metric.ts';

/** `PATCH /v1/metrics/{metricId}` */
export const updateMetricRoute = memberRoute(['metrics:write'], {
  method: 'patch',
  audit: 'metric.update',
  path: '/v1/metrics/{metricId}',
  operationId: 'updateMetric',
  metrics: 'own',
  tag: 'Metrics',
  summary: 'Change the settings of a metric',
  description:
    'A JSON merge patch (RFC 7396): settings that are given are replaced whole, null takes one back to its default. They take effect with the next points: sensitivity as it is, seasons and time zone by replaying the series.',
  params: z.strictObject({ metricId: idSchema('metric') }),
  body: mergePatchBody(updateMetricRequestSchema, {
    sensitivity: {
      summary: 'Report more',
      value: { detectionSettings: { sensitivity: 0.7, timeZone: 'Europe/Vienna' } },
    },
    off: { summary: 'No detection', value: { detectionSettings: { enabled: false } } },
    defaults: { summary: 'Back to the defaults', value: { detectionSettings: null } },
  }),
  success: {
    status: 200,
    description: 'The metric as it now is.',
    schema: metricResponseSchema,
    example: {
      ...metricExample,
      detectionSettings: { ...metricExample.detectionSettings, sensitivity: 0.7, timeZone: 'Europe/Vienna' },
    },
  },
  problems: ['METRIC_NOT_FOUND'],
  handle: ({ ctx, params: { metricId }, body }) => updateMetric({ ctx, input: { metricId, patch: body } }),
});
