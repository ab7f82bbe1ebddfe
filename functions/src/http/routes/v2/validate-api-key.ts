import { timeGptKeyStatusSchema } from '../../../contracts/timegpt-answers.ts';
import { timeGptFailures } from '../../problems/timegpt-failures.ts';
import { memberRoute } from '../define-route.ts';

/** `GET /validate_api_key` */
export const timeGptValidateApiKeyRoute = memberRoute(['forecasts:write'], {
  method: 'get',
  path: '/validate_api_key',
  operationId: 'timeGptValidateApiKey',
  metrics: 'none',
  tag: 'TimeGPT',
  summary: 'Does the key work?',
  description: "Answers 200 for a key that may forecast, in TimeGPT's wire format.",
  failures: timeGptFailures,
  success: {
    status: 200,
    description: 'The key works.',
    schema: timeGptKeyStatusSchema,
    example: { message: 'success', detail: 'the API key is valid' },
  },
  handle: async () => ({ message: 'success', detail: 'the API key is valid' }),
});
