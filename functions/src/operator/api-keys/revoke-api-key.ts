import type { ApiKeyResponse } from '../../contracts/api-key.ts';
import { notFound } from '../../contracts/errors.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { apiKeyHashCollection, collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { apiKeyReferenceSchema } from './api-key-reference.ts';

export interface RevokeApiKeyInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/**
 * Ends a key: its hash is deleted, its metadata stays and says when. Revoking again changes nothing. Instances that
 * have seen the key accept it until their cache forgets it, a minute at most.
 */
export async function revokeApiKey({ ctx, input }: RevokeApiKeyInput): Promise<ApiKeyResponse> {
  requirePermission(ctx, 'api-keys:write');
  const { keyId } = parseOrThrow(apiKeyReferenceSchema, input, 'path');
  const { db, orgId, now } = ctx;
  const metadata = collection(db.firestore, orgId, 'api_keys').doc(keyId);
  const hashes = apiKeyHashCollection(db.firestore).where('orgId', '==', orgId).where('keyId', '==', keyId);
  return db.transaction(async (transaction) => {
    const known = (await transaction.get(metadata)).data();
    if (known === undefined) throw notFound('API key', keyId);
    if (known.revokedAt !== null) return { keyId, ...known };
    for (const { ref } of await transaction.query(hashes)) transaction.delete(ref);
    const revoked = { ...known, revokedAt: now };
    transaction.update(metadata, { revokedAt: now });
    recordAudit(ctx, transaction, {
      verb: 'revoke',
      type: 'api-key',
      id: keyId,
      before: known,
      after: revoked,
    });
    return { keyId, ...revoked };
  });
}
