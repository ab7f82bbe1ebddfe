import { createApiKeyRequestSchema, createdApiKeyResponseSchema } from '../../../contracts/api-key.ts';
import { createApiKey } from '../../../operator/api-keys/create-api-key.ts';
import { memberRoute } from '../define-route.ts';
import { uncheckedJsonBody } from '../request-body.ts';
import { createdApiKeyExample } from './examples/organization.ts';

/** `POST /v1/api-keys` */
export const createApiKeyRoute = memberRoute(['api-keys:write'], {
  method: 'post',
  audit: 'api-key.create',
  path: '/v1/api-keys',
  operationId: 'createApiKey',
  metrics: 'none',
  tag: 'API keys',
  summary: 'Create an API key',
  description:
    'Makes a key with the given scopes, at most those of its creator, and narrows it to metrics, addresses and a time where that is asked for; a key that makes a key hands its own restrictions on. `key` is answered this once and kept nowhere: store it as you would a password.',
  answersSecret: true,
  body: uncheckedJsonBody(createApiKeyRequestSchema, {
    ingestion: {
      summary: 'A key that can only send points',
      value: { name: 'ingest from the warehouse', scopes: ['metrics:write'] },
    },
    restricted: {
      summary: 'A key for one kind of metric, from one network',
      value: {
        name: 'warehouse gateway',
        scopes: ['metrics:write'],
        metricPrefixes: ['warehouse.'],
        addresses: ['203.0.113.0/24', '2001:db8::/32'],
      },
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
    example: createdApiKeyExample,
    location: ({ keyId }) => `/v1/api-keys/${keyId}`,
  },
  problems: ['SCOPES_EXCEED_PERMISSIONS', 'RESTRICTIONS_EXCEED_CALLER'],
  handle: ({ ctx, body }) => createApiKey({ ctx, input: body }),
});
