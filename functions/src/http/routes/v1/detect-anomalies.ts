import { detectRequestSchema, detectResponseSchema } from '../../../contracts/anomaly.ts';
import { detectFromRequest } from '../../../pipeline/anomaly/detect-request.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody, withSeries } from '../request-body.ts';
import { detectExample } from './examples/anomaly.ts';

/** `POST /v1/anomalies` */
export const detectAnomaliesRoute = memberRoute(['anomalies:read'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v1/anomalies',
  operationId: 'detectAnomalies',
  cost: 5,
  metrics: 'own',
  tag: 'Anomalies',
  summary: 'Look for anomalies',
  description:
    'Runs the detector over a stored series (which also needs `metrics:read`) or over `points` sent along. The labels of a stored series are heeded: what they lower is listed apart. Keeps nothing: what is found as points come in is listed by `GET /v1/anomalies`. With `explain`, also says of the newest five anomalies of a stored series which label values of its metric moved; of a series without labels, which of its parts.',
  body: withSeries(
    jsonBody(detectRequestSchema, {
      stored: {
        summary: 'A stored series since the beginning of November',
        value: { metric: 'flights.departures', labels: { airport: 'ATL' }, from: '2026-11-01T00:00:00Z' },
      },
      explained: {
        summary: 'The same, with which airports moved',
        value: { metric: 'flights.departures', labels: { airport: 'ATL' }, explain: true },
      },
      inline: {
        summary: 'Points sent along, with the score of each',
        value: {
          points: [
            ['2026-11-18T00:00:00Z', 20],
            ['2026-11-18T01:00:00Z', 21],
            ['2026-11-18T02:00:00Z', 90],
          ],
          sensitivity: 0.7,
          includeScores: true,
        },
      },
    }),
  ),
  success: {
    status: 200,
    description: 'The anomalies, and for how many points there was too little history to say.',
    schema: detectResponseSchema,
    example: detectExample,
  },
  problems: ['METRIC_NOT_FOUND', 'RANGE_TOO_LARGE'],
  handle: ({ ctx, body }) => detectFromRequest({ ctx, input: body }),
});
