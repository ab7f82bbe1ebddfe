import { silenceResponseSchema } from '../../../contracts/silence.ts';
import { endSilence } from '../../../pipeline/alert/silences/end-silence.ts';
import { memberRoute } from '../define-route.ts';
import { silenceParams } from './alert-params.ts';
import { exampleIds } from './examples/ids.ts';
import { silenceExample } from './examples/silence.ts';

/** `POST /v1/silences/{silenceId}/end` */
export const endSilenceRoute = memberRoute(['silences:write'], {
  method: 'post',
  audit: 'silence.end',
  path: '/v1/silences/{silenceId}/end',
  operationId: 'endSilence',
  tag: 'Silences',
  summary: 'End a silence',
  description:
    'It holds no longer, one that recurs for good; its alerts are restored at once. It stays as a record. Ending again changes nothing. Takes no body.',
  params: silenceParams,
  conditional: true,
  success: {
    status: 200,
    description: 'The silence as it now is.',
    schema: silenceResponseSchema,
    example: {
      ...silenceExample,
      state: 'ended',
      window: null,
      nextChangeAt: null,
      endsAt: new Date('2026-11-21T16:00:00Z'),
      endedBy: `user:${exampleIds.member}`,
    },
  },
  problems: ['SILENCE_NOT_FOUND'],
  handle: ({ ctx, params, precondition }) => endSilence({ ctx, input: { ...params, precondition } }),
});
