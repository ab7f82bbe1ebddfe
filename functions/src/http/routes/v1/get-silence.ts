import { silenceResponseSchema } from '../../../contracts/silence.ts';
import { getSilence } from '../../../pipeline/alert/silences/get-silence.ts';
import { memberRoute } from '../define-route.ts';
import { silenceParams } from './alert-params.ts';
import { silenceExample } from './examples/silence.ts';

/** `GET /v1/silences/{silenceId}` */
export const getSilenceRoute = memberRoute(['silences:read'], {
  method: 'get',
  path: '/v1/silences/{silenceId}',
  operationId: 'getSilence',
  tag: 'Silences',
  summary: 'Get a silence',
  description: 'What it silences, why, and when: those that are over stay as a record.',
  params: silenceParams,
  conditional: true,
  success: {
    status: 200,
    description: 'The silence.',
    schema: silenceResponseSchema,
    example: silenceExample,
  },
  problems: ['SILENCE_NOT_FOUND'],
  handle: ({ ctx, params }) => getSilence({ ctx, input: params }),
});
