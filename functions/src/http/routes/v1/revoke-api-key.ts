import { apiKeyResponseSchema } from '../../../contracts/api-key.ts';
import { apiKeyReferenceSchema } from '../../../operator/api-keys/api-key-reference.ts';
import { revokeApiKey } from '../../../operator/api-keys/revoke-api-key.ts';
import { memberRoute } from '../define-route.ts';
import { apiKeyExample } from './examples/organization.ts';

/** `DELETE /v1/api-keys/{keyId}` */
export const revokeApiKeyRoute = memberRoute(['api-keys:write'], {
  method: 'delete',
  audit: 'api-key.revoke',
  path: '/v1/api-keys/{keyId}',
  operationId: 'revokeApiKey',
  metrics: 'none',
  tag: 'API keys',
  summary: 'Revoke an API key',
  description:
    'The key stops working with all its secrets, at the latest a minute later. Its description stays, so that timelines can still be read. Revoking again changes nothing.',
  params: apiKeyReferenceSchema,
  success: {
    status: 200,
    description: 'The key as it now is.',
    schema: apiKeyResponseSchema,
    example: { ...apiKeyExample, revokedAt: new Date('2026-11-21T05:00:00Z') },
  },
  problems: ['API_KEY_NOT_FOUND'],
  handle: ({ ctx, params }) => revokeApiKey({ ctx, input: params }),
});
