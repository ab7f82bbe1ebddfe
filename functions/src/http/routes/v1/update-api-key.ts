import { apiKeyResponseSchema, updateApiKeyRequestSchema } from '../../../contracts/api-key.ts';
import { apiKeyReferenceSchema } from '../../../operator/api-keys/api-key-reference.ts';
import { updateApiKey } from '../../../operator/api-keys/update-api-key.ts';
import { memberRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { apiKeyExample } from './examples/organization.ts';

/** `PATCH /v1/api-keys/{keyId}` */
export const updateApiKeyRoute = memberRoute(['api-keys:write'], {
  method: 'patch',
  audit: 'api-key.update',
  path: '/v1/api-keys/{keyId}',
  operationId: 'updateApiKey',
  metrics: 'none',
  tag: 'API keys',
  summary: 'Change an API key',
  description:
    'Name, scopes, restrictions and expiry, by a JSON merge patch (null takes a restriction away). What the key becomes reaches no further than the caller. The secret stays; what changed holds at the latest a minute later.',
  params: apiKeyReferenceSchema,
  body: mergePatchBody(updateApiKeyRequestSchema, {
    narrow: {
      summary: 'Only some metrics, only from one network',
      value: { metricPrefixes: ['warehouse.'], addresses: ['203.0.113.0/24'] },
    },
    extend: { summary: 'A later end', value: { expiresAt: '2027-06-01T00:00:00Z' } },
  }),
  success: {
    status: 200,
    description: 'The key as it now is.',
    schema: apiKeyResponseSchema,
    example: { ...apiKeyExample, metricPrefixes: ['warehouse.'], addresses: ['203.0.113.0/24'] },
  },
  problems: [
    'API_KEY_NOT_FOUND',
    'API_KEY_REVOKED',
    'SCOPES_EXCEED_PERMISSIONS',
    'RESTRICTIONS_EXCEED_CALLER',
  ],
  handle: ({ ctx, params: { keyId }, body: patch }) => updateApiKey({ ctx, input: { keyId, patch } }),
});
