import { timeGptOnlineAnomaliesSchema } from '../../../contracts/timegpt-answers.ts';
import { timeGptOnlineAnomalyRequestSchema } from '../../../contracts/timegpt-requests.ts';
import { detectOnlineBatch } from '../../../pipeline/timegpt/detect-online-batch.ts';
import { timeGptFailures } from '../../problems/timegpt-failures.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody, withSeries } from '../request-body.ts';
import { answerExamples, judgedSeriesExample } from './examples/timegpt.ts';

/** `POST /v2/online_anomaly_detection` */
export const timeGptOnlineAnomaliesRoute = memberRoute(['anomalies:read'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v2/online_anomaly_detection',
  operationId: 'timeGptOnlineAnomalies',
  cost: 10,
  metrics: 'none',
  tag: 'TimeGPT',
  summary: 'Judge the newest values of series, as TimeGPT does',
  description:
    "Runs our detector over each of the series sent along and answers its newest values, in TimeGPT's wire format. `h`, `step_size` and `refit` make no difference: each value is judged one step ahead. Keeps nothing.",
  failures: timeGptFailures,
  body: withSeries(
    jsonBody(timeGptOnlineAnomalyRequestSchema, {
      one: {
        summary: 'The last hour of an hourly series',
        value: { series: judgedSeriesExample, freq: 'h', h: 1, detection_size: 1 },
      },
    }),
  ),
  success: {
    status: 200,
    description: 'A verdict on at most `detection_size` values of each series, and where they lie.',
    schema: timeGptOnlineAnomaliesSchema,
    example: answerExamples.onlineAnomalies,
  },
  problems: ['WORK_TOO_LARGE'],
  handle: ({ ctx, body }) => detectOnlineBatch({ ctx, input: body }),
});
