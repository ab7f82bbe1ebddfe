import { z } from 'zod';
import { chartQuerySchema } from '../../../contracts/chart.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { drawChart } from '../../../notifications/charts/draw-chart.ts';
import { memberRoute } from '../define-route.ts';

/** `GET /v1/metrics/{metricId}/chart.svg` */
export const getMetricChartRoute = memberRoute(['metrics:read'], {
  method: 'get',
  path: '/v1/metrics/{metricId}/chart.svg',
  operationId: 'getMetricChart',
  cost: 2,
  metrics: 'own',
  tag: 'Charts',
  summary: 'Draw a metric',
  description:
    'History, forecast (mean and intervals), anomalies, thresholds, the expected crossing, spans without data, and now, with a description for those who do not see it. Without parameters: the newest points and the latest forecast. With `alertId`: the time, threshold and crossing of that alert. Forecasts and anomalies are drawn for callers with `forecasts:read` and `anomalies:read`; `forecastId` and `alertId` need `forecasts:read` and `alerts:read`. A metric without points is an empty chart.',
  params: z.strictObject({ metricId: idSchema('metric') }),
  query: chartQuerySchema,
  conditional: true,
  success: {
    status: 200,
    description: 'The chart. It has no script, style, links or ids, and may stand within a page.',
    mediaType: 'image/svg+xml',
    cacheControl: 'private, max-age=60',
    contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
    encode: ({ svg }) => svg,
  },
  problems: ['METRIC_NOT_FOUND', 'FORECAST_NOT_FOUND', 'ALERT_NOT_FOUND'],
  handle: ({ ctx, params, query }) => drawChart({ ctx, input: { ...params, ...query } }),
});
