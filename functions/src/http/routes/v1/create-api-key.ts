import { createApiKeyRequestSchema, createdApiKeyResponseSchema } from '../../../contracts/api-key.ts';
import { createApiKey } from '../../../operator/api-keys/create-api-key.ts';
import { memberRoute } from '../define-route.ts';
import { uncheckedJsonBody } from '../request-body.ts';
import { apiKeyExample } from './examples/organization.ts';

/** `POST /v1/api-keys` */
export const createApiKeyRoute = memberRoute(['api-keys:write'], {
  method: 'post',
  audit: 'api-key.create',
  path: '/v1/api-keys',
  operationId: 'createApiKey',
  tag: 'API keys',
  summary: 'Create an API key',
  description:
    'Makes a key with the given scopes, at most those of its creator. `key` is answered this once and kept nowhere: store it as you would a password.',
  body: uncheckedJsonBody(createApiKeyRequestSchema, {
    ingestion: {
      summary: 'A key that can only send points',
      value: { name: 'ingest from the warehouse', scopes: ['metrics:write'] },
    },
    temporary: {
      summary: 'A key that expires',
      value: {
        name: 'notebook',
        scopes: ['metrics:read', 'forecasts:read'],
        expiresAt: '2027-01-01T00:00:00Z',
      },
    },
  }),
  success: {
    status: 201,
    description: 'The key, shown this once.',
    schema: createdApiKeyResponseSchema,
    example: { ...apiKeyExample, key: 'iv_Zk3q…' },
    location: ({ keyId }) => `/v1/api-keys/${keyId}`,
  },
  problems: ['SCOPES_EXCEED_PERMISSIONS'],
  handle: ({ ctx, body }) => createApiKey({ ctx, input: body }),
});
