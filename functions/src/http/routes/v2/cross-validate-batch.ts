import { timeGptCrossValidationSchema } from '../../../contracts/timegpt-answers.ts';
import { timeGptCrossValidationRequestSchema } from '../../../contracts/timegpt-requests.ts';
import { crossValidateBatch } from '../../../pipeline/timegpt/cross-validate-batch.ts';
import { timeGptFailures } from '../../problems/timegpt-failures.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody, withSeries } from '../request-body.ts';
import { answerExamples, seriesExample } from './examples/timegpt.ts';

/** `POST /v2/cross_validation` */
export const timeGptCrossValidationRoute = memberRoute(['forecasts:write'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v2/cross_validation',
  operationId: 'timeGptCrossValidation',
  cost: 20,
  metrics: 'none',
  tag: 'TimeGPT',
  summary: 'Forecast the past of series, as TimeGPT does',
  description:
    "Forecasts windows of each series' past from what lay before them, in TimeGPT's wire format. Keeps nothing.",
  failures: timeGptFailures,
  body: withSeries(
    jsonBody(timeGptCrossValidationRequestSchema, {
      two: { summary: 'The last day of two daily series', value: { series: seriesExample, freq: 'D', h: 1 } },
    }),
  ),
  success: {
    status: 200,
    description: 'n_windows times h values for each series, and where they lie.',
    schema: timeGptCrossValidationSchema,
    example: answerExamples.crossValidation,
  },
  problems: ['WORK_TOO_LARGE', 'QUOTA_EXCEEDED'],
  handle: ({ ctx, body }) => crossValidateBatch({ ctx, input: body }),
});
