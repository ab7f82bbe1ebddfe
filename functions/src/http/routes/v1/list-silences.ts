import { silenceQuerySchema, silenceResponseSchema } from '../../../contracts/silence.ts';
import { listSilences } from '../../../pipeline/alert/silences/list-silences.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { silenceExample } from './examples/silence.ts';

const { state } = silenceQuerySchema.shape;

/** `GET /v1/silences` */
export const listSilencesRoute = memberRoute(['silences:read'], {
  method: 'get',
  path: '/v1/silences',
  operationId: 'listSilences',
  tag: 'Silences',
  summary: 'List silences',
  description: 'The latest start first. `state=active` lists those that hold.',
  query: listQuery({ state }),
  success: {
    status: 200,
    description: 'A page of silences.',
    schema: pageOf(silenceResponseSchema, 'SilencePage'),
    example: { items: [silenceExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listSilences({ ctx, input: query }),
});
