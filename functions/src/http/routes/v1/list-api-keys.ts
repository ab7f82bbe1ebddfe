import { apiKeyResponseSchema, apiKeyStateSchema } from '../../../contracts/api-key.ts';
import { listApiKeys } from '../../../operator/api-keys/list-api-keys.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { apiKeyExample } from './examples/organization.ts';

/** `GET /v1/api-keys` */
export const listApiKeysRoute = memberRoute(['api-keys:read'], {
  method: 'get',
  path: '/v1/api-keys',
  operationId: 'listApiKeys',
  metrics: 'none',
  tag: 'API keys',
  summary: 'List API keys',
  description:
    'What may be known of the keys of the organization, revoked ones too. Never the keys themselves.',
  query: listQuery({
    state: apiKeyStateSchema
      .optional()
      .meta({ description: 'only keys that are active, revoked, or expired' }),
  }),
  success: {
    status: 200,
    description: 'A page of keys.',
    schema: pageOf(apiKeyResponseSchema, 'ApiKeyPage'),
    example: { items: [apiKeyExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listApiKeys({ ctx, input: query }),
});
