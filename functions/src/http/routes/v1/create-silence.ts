import { createSilenceRequestSchema, silenceResponseSchema } from '../../../contracts/silence.ts';
import { createSilence } from '../../../pipeline/alert/silences/create-silence.ts';
import { memberRoute } from '../define-route.ts';
import { jsonBody } from '../request-body.ts';
import { maintenanceRequestExample, silenceExample, silenceRequestExample } from './examples/silence.ts';

/** `POST /v1/silences` */
export const createSilenceRoute = memberRoute(['silences:write'], {
  method: 'post',
  audit: 'silence.create',
  path: '/v1/silences',
  operationId: 'createSilence',
  tag: 'Silences',
  summary: 'Create a silence',
  description:
    'Alerts that match go on as ever, but nobody is told of them while it holds; at its end each is what it would be without, and told if it still fires. Without `startsAt` it begins now. With `recurrence` it is a maintenance window that comes again until `endsAt`, on the wall clock of its time zone.',
  body: jsonBody(createSilenceRequestSchema, {
    now: { summary: 'From now on', value: silenceRequestExample },
    maintenance: { summary: 'Every Sunday at two', value: maintenanceRequestExample },
  }),
  success: {
    status: 201,
    description: 'The silence.',
    schema: silenceResponseSchema,
    example: silenceExample,
    location: ({ silenceId }) => `/v1/silences/${silenceId}`,
  },
  problems: ['SILENCES_EXHAUSTED'],
  handle: ({ ctx, body }) => createSilence({ ctx, input: body }),
});
