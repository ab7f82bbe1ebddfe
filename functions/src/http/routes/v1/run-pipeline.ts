import { pipelineRequestSchema, pipelineResponseSchema } from '../../../contracts/pipeline.ts';
import { runPipeline } from '../../../pipeline/run-pipeline.ts';
import { memberRoute } from '../define-route.ts';
import { uncheckedJsonBody, withSeries } from '../request-body.ts';
import { alertExample } from './examples/alert.ts';
import { anomalyExample } from './examples/anomaly.ts';
import { forecastExample } from './examples/forecast.ts';
import { exampleIds } from './examples/ids.ts';
import { ingestExample } from './examples/ingest.ts';

/** `POST /v1/pipeline` */
export const runPipelineRoute = memberRoute(
  ['metrics:write', 'forecasts:write', 'anomalies:read', 'alerts:read'],
  {
    method: 'post',
    audit: { none: 'data-plane' },
    path: '/v1/pipeline',
    operationId: 'runPipeline',
    cost: 10,
    metrics: 'own',
    tag: 'Ingestion',
    summary: 'Ingest, detect, forecast and alert in one call',
    description:
      'Stores points of a few series and answers at once what follows from them: anomalies, a forecast of each series, and the alerts that changed. A series that cannot be forecast says why in `forecastProblem`.',
    body: withSeries(
      uncheckedJsonBody(pipelineRequestSchema, {
        series: {
          summary: 'Two points, forecast two days ahead',
          value: {
            series: [
              {
                metric: 'flights.departures',
                labels: { airport: 'ATL' },
                points: [
                  ['2026-11-21T03:00:00Z', 18],
                  ['2026-11-21T04:00:00Z', 31],
                ],
              },
            ],
            horizon: 48,
            levels: [80, 95],
          },
        },
      }),
    ),
    success: {
      status: 200,
      description: 'What was stored and what follows from it, series by series.',
      schema: pipelineResponseSchema,
      example: {
        ingest: ingestExample,
        series: [
          {
            metricId: exampleIds.metric,
            forecast: forecastExample,
            forecastProblem: null,
            anomalies: [anomalyExample],
            alerts: [alertExample],
          },
        ],
      },
    },
    problems: [
      'ALL_POINTS_REJECTED',
      'BATCH_TOO_LARGE',
      'QUOTA_EXCEEDED',
      'SERIES_LIMIT_REACHED',
      'CARDINALITY_LIMIT_REACHED',
      'TOO_MANY_SERIES',
      'ANALYSIS_CONTENDED',
    ],
    handle: ({ ctx, body }) => runPipeline({ ctx, input: { body } }),
  },
);
