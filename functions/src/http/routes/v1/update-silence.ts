import { silenceResponseSchema, updateSilenceRequestSchema } from '../../../contracts/silence.ts';
import { updateSilence } from '../../../pipeline/alert/silences/update-silence.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { silenceParams } from './alert-params.ts';
import { silenceExample } from './examples/silence.ts';

/** `PATCH /v1/silences/{silenceId}` */
export const updateSilenceRoute = memberRoute(['silences:write'], {
  method: 'patch',
  audit: 'silence.update',
  path: '/v1/silences/{silenceId}',
  operationId: 'updateSilence',
  tag: 'Silences',
  summary: 'Change a silence',
  description:
    'A JSON merge patch (RFC 7396): each field given is replaced whole. `endsAt` extends or shortens; `startsAt` moves one that has not begun. Alerts follow at once.',
  params: silenceParams,
  conditional: true,
  body: mergePatchBody(updateSilenceRequestSchema, {
    extend: { summary: 'Until later', value: { endsAt: '2026-11-21T20:00:00Z' } },
    comment: { summary: 'Another comment', value: { comment: 'de-icing, and snow' } },
  }),
  success: {
    status: 200,
    description: 'The silence as it now is.',
    schema: silenceResponseSchema,
    example: { ...silenceExample, comment: 'de-icing, and snow' },
  },
  problems: ['SILENCE_NOT_FOUND', 'SILENCE_ENDED'],
  handle: ({ ctx, params: { silenceId }, body, precondition }) =>
    updateSilence({ ctx, input: { silenceId, patch: body, precondition } }),
});
