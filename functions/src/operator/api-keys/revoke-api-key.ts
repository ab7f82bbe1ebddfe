import type { ApiKeyResponse } from '../../contracts/api-key.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { apiKeyReferenceSchema } from './api-key-reference.ts';
import { forgetAfter, readKey } from './key-documents.ts';

export interface RevokeApiKeyInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/**
 * Ends a key with all its secrets: their hashes are deleted, its metadata stays and says when. Revoking again changes nothing.
 * Other instances that have seen the key accept it until they forget it, a minute at most.
 */
export async function revokeApiKey({ ctx, input }: RevokeApiKeyInput): Promise<ApiKeyResponse> {
  requirePermission(ctx, 'api-keys:write');
  const { keyId } = parseOrThrow(apiKeyReferenceSchema, input, 'path');
  const { db, now } = ctx;
  return db.transaction(async (transaction) => {
    const { reference, known, hashes } = await readKey(ctx, transaction, keyId);
    if (known.revokedAt !== null) return { keyId, ...known };
    const revoked = { ...known, revokedAt: now, overlapUntil: null };
    for (const { ref } of hashes) transaction.delete(ref);
    transaction.update(reference, { revokedAt: now, overlapUntil: null });
    recordAudit(ctx, transaction, {
      verb: 'revoke',
      type: 'api-key',
      id: keyId,
      before: known,
      after: revoked,
    });
    forgetAfter(ctx, transaction, hashes);
    return { keyId, ...revoked };
  });
}
