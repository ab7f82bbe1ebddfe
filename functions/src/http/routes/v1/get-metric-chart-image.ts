import { z } from 'zod';
import { chartQuerySchema } from '../../../contracts/chart.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { drawChart } from '../../../notifications/charts/draw-chart.ts';
import { rasterise } from '../../../notifications/charts/rasterise.ts';
import { memberRoute } from '../define-route.ts';

/** `GET /v1/metrics/{metricId}/chart.png` */
export const getMetricChartImageRoute = memberRoute(['metrics:read'], {
  method: 'get',
  path: '/v1/metrics/{metricId}/chart.png',
  operationId: 'getMetricChartImage',
  cost: 5,
  metrics: 'own',
  tag: 'Charts',
  summary: 'Draw a metric as PNG',
  description:
    'The same chart as `chart.svg`, for where SVG is not shown: mail, chats. Text is set in Noto Sans, which comes along.',
  params: z.strictObject({ metricId: idSchema('metric') }),
  query: chartQuerySchema,
  conditional: true,
  success: {
    status: 200,
    description: 'The chart, `width` by `height` pixels.',
    mediaType: 'image/png',
    cacheControl: 'private, max-age=60',
    encode: ({ svg }) => rasterise(svg),
  },
  problems: ['METRIC_NOT_FOUND', 'FORECAST_NOT_FOUND', 'ALERT_NOT_FOUND'],
  handle: ({ ctx, params, query }) => drawChart({ ctx, input: { ...params, ...query } }),
});
