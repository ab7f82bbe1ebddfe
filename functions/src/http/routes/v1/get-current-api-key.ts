import { currentApiKeyResponseSchema } from '../../../contracts/api-key.ts';
import { getCurrentApiKey } from '../../../operator/api-keys/get-current-api-key.ts';
import { keyRoute } from '../define-route.ts';
import { exampleIds } from './examples/ids.ts';
import { apiKeyExample } from './examples/organization.ts';

/** `GET /v1/api-keys/current` */
export const getCurrentApiKeyRoute = keyRoute({
  method: 'get',
  path: '/v1/api-keys/current',
  operationId: 'getCurrentApiKey',
  metrics: 'none',
  tag: 'API keys',
  summary: 'What may this key do?',
  description:
    'The key that calls: organization, scopes, restrictions, expiry, and the address that the call came from. Any key may ask.',
  success: {
    status: 200,
    description: 'The key.',
    schema: currentApiKeyResponseSchema,
    example: { ...apiKeyExample, organizationId: exampleIds.organization, address: '203.0.113.7' },
  },
  problems: ['API_KEY_NOT_FOUND'],
  handle: ({ ctx }) => getCurrentApiKey({ ctx }),
});
