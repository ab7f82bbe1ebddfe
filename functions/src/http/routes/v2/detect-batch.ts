import { timeGptAnomaliesSchema } from '../../../contracts/timegpt-answers.ts';
import { timeGptAnomalyRequestSchema } from '../../../contracts/timegpt-requests.ts';
import { detectBatch } from '../../../pipeline/timegpt/detect-batch.ts';
import { timeGptFailures } from '../../problems/timegpt-failures.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody, withSeries } from '../request-body.ts';
import { answerExamples, judgedSeriesExample } from './examples/timegpt.ts';

/** `POST /v2/anomaly_detection` */
export const timeGptAnomaliesRoute = memberRoute(['anomalies:read'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v2/anomaly_detection',
  operationId: 'timeGptAnomalies',
  cost: 10,
  metrics: 'none',
  tag: 'TimeGPT',
  summary: 'Look for anomalies in the past of series, as TimeGPT does',
  description:
    "Runs our detector over each of the series sent along, in TimeGPT's wire format. The oldest values of a series, about which the detector gives no verdict yet, are not answered. Keeps nothing.",
  failures: timeGptFailures,
  body: withSeries(
    jsonBody(timeGptAnomalyRequestSchema, {
      one: { summary: 'An hourly series', value: { series: judgedSeriesExample, freq: 'h', level: 99 } },
    }),
  ),
  success: {
    status: 200,
    description: 'What was expected of the newest `sizes` values of each series, and which were anomalies.',
    schema: timeGptAnomaliesSchema,
    example: answerExamples.anomalies,
  },
  problems: ['WORK_TOO_LARGE'],
  handle: ({ ctx, body }) => detectBatch({ ctx, input: body }),
});
