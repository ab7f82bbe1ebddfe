import { timeGptModelParamsSchema } from '../../../contracts/timegpt-answers.ts';
import { timeGptModelParamsQuerySchema } from '../../../contracts/timegpt-requests.ts';
import { modelParams } from '../../../pipeline/timegpt/model-params.ts';
import { timeGptFailures } from '../../problems/timegpt-failures.ts';
import { memberRoute } from '../define-route.ts';

/** `GET /model_params` */
export const timeGptModelParamsRoute = memberRoute(['forecasts:write'], {
  method: 'get',
  path: '/model_params',
  operationId: 'timeGptModelParams',
  metrics: 'none',
  tag: 'TimeGPT',
  summary: 'How much history is of use, and how far ahead to look',
  description: "What official clients of TimeGPT ask for before they forecast, in TimeGPT's wire format.",
  failures: timeGptFailures,
  query: timeGptModelParamsQuerySchema,
  success: {
    status: 200,
    description: 'The same for every model and frequency.',
    schema: timeGptModelParamsSchema,
    example: { detail: { input_size: 10_000, horizon: 2_000 } },
  },
  handle: async ({ ctx, query }) => modelParams({ ctx, input: query }),
});
