import type { ApiKeyResponse, UpdateApiKeyRequest } from '../../contracts/api-key.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { forgetAfter, readKey, requireNotRevoked } from './key-documents.ts';
import { refusePast } from './refuse-past.ts';
import { requireWithinCaller } from './require-within-caller.ts';

export interface UpdateApiKeyInput {
  readonly ctx: Ctx;
  readonly input: { readonly keyId: string; readonly patch: UpdateApiKeyRequest };
}

/**
 * Changes name, scopes, restrictions or expiry of a key, by a merge patch; what it becomes reaches no further than the caller.
 * Holds for its secrets, the replaced one included: at once in this instance, within a minute in others.
 */
export async function updateApiKey({
  ctx,
  input: { keyId, patch },
}: UpdateApiKeyInput): Promise<ApiKeyResponse> {
  requirePermission(ctx, 'api-keys:write');
  refusePast(ctx.now, patch.expiresAt);
  const change = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return ctx.db.transaction(async (transaction) => {
    const { reference, known, hashes } = await readKey(ctx, transaction, keyId);
    requireNotRevoked(known);
    const changed = { ...known, ...change };
    requireWithinCaller(ctx, changed);
    if (Object.keys(change).length === 0) return { keyId, ...known };
    const { scopes, metricPrefixes, addresses, expiresAt } = changed;
    transaction.update(reference, change);
    for (const { ref } of hashes) transaction.update(ref, { scopes, metricPrefixes, addresses, expiresAt });
    recordAudit(ctx, transaction, {
      verb: 'update',
      type: 'api-key',
      id: keyId,
      before: known,
      after: changed,
    });
    forgetAfter(ctx, transaction, hashes);
    return { keyId, ...changed };
  });
}
