import { z } from 'zod';
import { nameSchema, orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { addressesSchema, metricPrefixesSchema, restrictionFields } from './key-restrictions.ts';
import { organizationStatusSchema } from './organization.ts';
import { keyScopes, permissionSchema } from './permissions.ts';

/** Where keys are good: `test` under the emulators, `live` where functions are deployed. */
export type KeyEnvironment = 'live' | 'test';

/** `organizations/{orgId}/api_keys/{keyId}`: what a person may know of a key. The key itself is nowhere. */
export const apiKeySchema = z
  .object({
    name: nameSchema,
    scopes: z.array(permissionSchema),
    hint: z.string().meta({ description: 'first characters, to tell keys apart', example: 'iv_live_Zk3q…' }),
    ...restrictionFields,
    revokedAt: orNull(z.date()),
    rotatedAt: orNull(z.date()).meta({ description: 'when the secret was last replaced' }),
    overlapUntil: orNull(z.date()).meta({
      description: 'until when the secret before the last rotation is taken beside the new one',
    }),
    lastUsedAt: orNull(z.date()).meta({ description: 'best effort, to the hour' }),
    createdAt: z.date(),
    createdBy: z.string(),
  })
  .meta({ id: 'ApiKey' });

export type ApiKey = z.infer<typeof apiKeySchema>;

/**
 * `api_key_hashes/{SHA-256 of the key}`: what authentication needs, in one read. Stands outside the organization
 * because the organization is what it finds; rules close it to every client. A key that is being rotated has two.
 */
export const apiKeyHashSchema = z.object({
  orgId: z.string(),
  keyId: z.string(),
  scopes: z.array(permissionSchema),
  ...restrictionFields,
  /** Set when the secret was replaced: it is refused from then on. */
  overlapUntil: orNull(z.date()),
  lastUsedAt: orNull(z.date()),
  /** A copy of the organization's, so that a key needs no second read to be refused. */
  organizationStatus: organizationStatusSchema,
});

export type ApiKeyHash = z.infer<typeof apiKeyHashSchema>;

const scopesSchema = z
  .array(
    z.enum(keyScopes, {
      error: ({ input }) =>
        permissionSchema.safeParse(input).success
          ? `${String(input)} is for people only: no key can have it`
          : 'expected a permission that a key can have, such as "metrics:write"',
    }),
  )
  .min(1, 'expected at least one scope')
  .transform((scopes) => [...new Set(scopes)].sort());

const expiresAtSchema = z.iso
  .datetime({ offset: true, error: 'expected an ISO 8601 instant' })
  .transform((text) => new Date(text));

/** What a request may say of a key's restrictions; null takes one away. */
const askedRestrictions = {
  metricPrefixes: metricPrefixesSchema.nullable().optional(),
  addresses: addressesSchema.nullable().optional(),
  expiresAt: expiresAtSchema.nullable().optional(),
};

export const createApiKeyRequestSchema = z
  .strictObject({
    name: nameSchema.meta({ example: 'ingest from the warehouse' }),
    scopes: scopesSchema.meta({ description: 'what the key may do; at most what its creator may' }),
    ...askedRestrictions,
  })
  .meta({ id: 'CreateApiKeyRequest' });

export type CreateApiKeyRequest = z.infer<typeof createApiKeyRequestSchema>;

/** A JSON merge patch (RFC 7396). */
export const updateApiKeyRequestSchema = z
  .strictObject({ name: nameSchema.optional(), scopes: scopesSchema.optional(), ...askedRestrictions })
  .meta({ id: 'UpdateApiKeyRequest' });

export type UpdateApiKeyRequest = z.infer<typeof updateApiKeyRequestSchema>;

const daySeconds = 86_400;

export const rotateApiKeyRequestSchema = z
  .strictObject({
    overlapSeconds: z
      .number('expected a number of seconds')
      .int('expected whole seconds')
      .min(0, 'expected at least 0')
      .max(7 * daySeconds, 'expected at most 7 days')
      .default(daySeconds)
      .meta({ description: 'how long the secret of before is taken beside the new one; a day by default' }),
  })
  .meta({ id: 'RotateApiKeyRequest' });

export type RotateApiKeyRequest = z.infer<typeof rotateApiKeyRequestSchema>;

export const apiKeyStates = ['active', 'revoked', 'expired'] as const;

export type ApiKeyState = (typeof apiKeyStates)[number];

export const apiKeyStateSchema = z.enum(apiKeyStates, 'expected active, revoked or expired');

export const apiKeyResponseSchema = apiKeySchema
  .extend({ keyId: idSchema('apiKey') })
  .meta({ id: 'ApiKeyResponse' });

export type ApiKeyResponse = z.infer<typeof apiKeyResponseSchema>;

export const createdApiKeyResponseSchema = apiKeyResponseSchema
  .extend({ key: z.string().meta({ description: 'shown this once', example: 'iv_live_…' }) })
  .meta({ id: 'CreatedApiKeyResponse' });

export type CreatedApiKeyResponse = z.infer<typeof createdApiKeyResponseSchema>;

/** What a key is told of itself. */
export const currentApiKeyResponseSchema = apiKeyResponseSchema
  .extend({
    organizationId: idSchema('organization'),
    address: z.string().nullable().meta({
      description: 'where this call came from, as `addresses` would have to name it',
      example: '203.0.113.7',
    }),
  })
  .meta({ id: 'CurrentApiKeyResponse' });

export type CurrentApiKeyResponse = z.infer<typeof currentApiKeyResponseSchema>;
