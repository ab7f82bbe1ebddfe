import { timeGptForecastSchema } from '../../../contracts/timegpt-answers.ts';
import { timeGptForecastRequestSchema } from '../../../contracts/timegpt-requests.ts';
import { forecastBatch } from '../../../pipeline/timegpt/forecast-batch.ts';
import { timeGptFailures } from '../../problems/timegpt-failures.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody, withSeries } from '../request-body.ts';
import { answerExamples, seriesExample } from './examples/timegpt.ts';

/** `POST /v2/forecast` */
export const timeGptForecastRoute = memberRoute(['forecasts:write'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v2/forecast',
  operationId: 'timeGptForecast',
  cost: 10,
  metrics: 'none',
  tag: 'TimeGPT',
  summary: 'Forecast series, as TimeGPT does',
  description:
    "Forecasts each of the series sent along with our own engine, in TimeGPT's wire format. Keeps nothing.",
  failures: timeGptFailures,
  body: withSeries(
    jsonBody(timeGptForecastRequestSchema, {
      two: {
        summary: 'Two daily series, a day ahead',
        value: { series: seriesExample, freq: 'D', h: 1, level: [80] },
      },
    }),
  ),
  success: {
    status: 200,
    description: 'h values for each series, one series after the other.',
    schema: timeGptForecastSchema,
    example: answerExamples.forecast,
  },
  problems: ['WORK_TOO_LARGE', 'QUOTA_EXCEEDED'],
  handle: ({ ctx, body }) => forecastBatch({ ctx, input: body }),
});
