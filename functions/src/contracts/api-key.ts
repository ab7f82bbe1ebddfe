import { z } from 'zod';
import { nameSchema, orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { organizationStatusSchema } from './organization.ts';
import { permissionSchema } from './permissions.ts';

const scopesSchema = z
  .array(permissionSchema)
  .min(1, 'expected at least one scope')
  .transform((scopes) => [...new Set(scopes)].sort());

/** `organizations/{orgId}/api_keys/{keyId}`: what a person may know of a key. The key itself is nowhere. */
export const apiKeySchema = z
  .object({
    name: nameSchema,
    scopes: z.array(permissionSchema),
    hint: z.string().meta({ description: 'first characters, to tell keys apart', example: 'iv_Zk3q…' }),
    expiresAt: orNull(z.date()),
    revokedAt: orNull(z.date()),
    lastUsedAt: orNull(z.date()).meta({ description: 'best effort, to the hour' }),
    createdAt: z.date(),
    createdBy: z.string(),
  })
  .meta({ id: 'ApiKey' });

export type ApiKey = z.infer<typeof apiKeySchema>;

/**
 * `api_key_hashes/{SHA-256 of the key}`: what authentication needs, in one read. Stands outside the organization
 * because the organization is what it finds; rules close it to every client.
 */
export const apiKeyHashSchema = z.object({
  orgId: z.string(),
  keyId: z.string(),
  scopes: z.array(permissionSchema),
  expiresAt: orNull(z.date()),
  lastUsedAt: orNull(z.date()),
  /** A copy of the organization's, so that a key needs no second read to be refused. */
  organizationStatus: organizationStatusSchema,
});

export type ApiKeyHash = z.infer<typeof apiKeyHashSchema>;

export const createApiKeyRequestSchema = z
  .strictObject({
    name: nameSchema.meta({ example: 'ingest from the warehouse' }),
    scopes: scopesSchema.meta({ description: 'what the key may do; at most what its creator may' }),
    expiresAt: z.iso
      .datetime({ offset: true, error: 'expected an ISO 8601 instant' })
      .transform((text) => new Date(text))
      .optional(),
  })
  .meta({ id: 'CreateApiKeyRequest' });

export type CreateApiKeyRequest = z.infer<typeof createApiKeyRequestSchema>;

export const apiKeyResponseSchema = apiKeySchema
  .extend({ keyId: idSchema('apiKey') })
  .meta({ id: 'ApiKeyResponse' });

export const createdApiKeyResponseSchema = apiKeyResponseSchema
  .extend({ key: z.string().meta({ description: 'shown this once', example: 'iv_…' }) })
  .meta({ id: 'CreatedApiKeyResponse' });

export type ApiKeyResponse = z.infer<typeof apiKeyResponseSchema>;

export type CreatedApiKeyResponse = z.infer<typeof createdApiKeyResponseSchema>;
