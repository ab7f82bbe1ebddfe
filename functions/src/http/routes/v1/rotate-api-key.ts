import { createdApiKeyResponseSchema, rotateApiKeyRequestSchema } from '../../../contracts/api-key.ts';
import { apiKeyReferenceSchema } from '../../../operator/api-keys/api-key-reference.ts';
import { rotateApiKey } from '../../../operator/api-keys/rotate-api-key.ts';
import { memberRoute } from '../define-route.ts';
import { optionalJsonBody } from '../request-body.ts';
import { createdApiKeyExample } from './examples/organization.ts';

/** `POST /v1/api-keys/{keyId}/rotate` */
export const rotateApiKeyRoute = memberRoute(['api-keys:write'], {
  method: 'post',
  audit: 'api-key.rotate',
  path: '/v1/api-keys/{keyId}/rotate',
  operationId: 'rotateApiKey',
  metrics: 'none',
  tag: 'API keys',
  summary: 'Rotate an API key',
  description:
    'Gives the key a new secret, answered this once; id, name, scopes and restrictions stay. The secret of before works until the overlap ends. There are at most two: rotated again meanwhile, the older of them ends at once. The caller must reach as far as the key.',
  answersSecret: true,
  params: apiKeyReferenceSchema,
  body: optionalJsonBody(rotateApiKeyRequestSchema, {
    planned: { summary: 'A day to bring the new secret out', value: { overlapSeconds: 86_400 } },
    leaked: { summary: 'The secret of before ends at once', value: { overlapSeconds: 0 } },
  }),
  success: {
    status: 200,
    description: 'The key, with its new secret.',
    schema: createdApiKeyResponseSchema,
    example: {
      ...createdApiKeyExample,
      rotatedAt: new Date('2026-11-21T05:00:00Z'),
      overlapUntil: new Date('2026-11-22T05:00:00Z'),
    },
  },
  problems: [
    'API_KEY_NOT_FOUND',
    'API_KEY_REVOKED',
    'API_KEY_ENDED',
    'SCOPES_EXCEED_PERMISSIONS',
    'RESTRICTIONS_EXCEED_CALLER',
  ],
  handle: ({ ctx, params: { keyId }, body }) => rotateApiKey({ ctx, input: { keyId, ...body } }),
});
