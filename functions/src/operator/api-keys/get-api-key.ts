import type { ApiKeyResponse } from '../../contracts/api-key.ts';
import { notFound } from '../../contracts/errors.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { apiKeyReferenceSchema } from './api-key-reference.ts';

export interface GetApiKeyInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/** What may be known of one key. */
export async function getApiKey({ ctx, input }: GetApiKeyInput): Promise<ApiKeyResponse> {
  requirePermission(ctx, 'api-keys:read');
  const { keyId } = parseOrThrow(apiKeyReferenceSchema, input, 'path');
  const { db, orgId } = ctx;
  const found = (await db.get(collection(db.firestore, orgId, 'api_keys').doc(keyId))).data();
  if (found === undefined) throw notFound('API key', keyId);
  return { keyId, ...found };
}
