import { apiKeyResponseSchema } from '../../../contracts/api-key.ts';
import { apiKeyReferenceSchema } from '../../../operator/api-keys/api-key-reference.ts';
import { getApiKey } from '../../../operator/api-keys/get-api-key.ts';
import { memberRoute } from '../define-route.ts';
import { apiKeyExample } from './examples/organization.ts';

/** `GET /v1/api-keys/{keyId}` */
export const getApiKeyRoute = memberRoute(['api-keys:read'], {
  method: 'get',
  path: '/v1/api-keys/{keyId}',
  operationId: 'getApiKey',
  metrics: 'none',
  tag: 'API keys',
  summary: 'Get an API key',
  description: 'Name, scopes, restrictions, expiry and last use of a key.',
  params: apiKeyReferenceSchema,
  success: { status: 200, description: 'The key.', schema: apiKeyResponseSchema, example: apiKeyExample },
  problems: ['API_KEY_NOT_FOUND'],
  handle: ({ ctx, params }) => getApiKey({ ctx, input: params }),
});
