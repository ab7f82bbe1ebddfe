import type { ApiKey, CreatedApiKeyResponse, RotateApiKeyRequest } from '../../contracts/api-key.ts';
import { DomainError } from '../../contracts/errors.ts';
import { apiKeyHashDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { apiKeyHint, hashApiKey, makeApiKey } from '../auth/api-key-format.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { forgetAfter, hashOf, type KeyDocuments, readKey, requireNotRevoked } from './key-documents.ts';
import { requireWithinCaller } from './require-within-caller.ts';

export interface RotateApiKeyInput {
  readonly ctx: Ctx;
  readonly input: RotateApiKeyRequest & { readonly keyId: string };
}

/**
 * Gives a key a new secret, shown in this answer and nowhere else; id, scopes and restrictions stay. The secret of before is
 * taken until the overlap ends, or not at all where it is 0. There are never more than two: where one was still ending, it
 * ends now. Who is handed the secret could have made the key: it reaches no further than the caller.
 *
 * Each call makes another secret; the route's idempotency key is what makes it safe to repeat.
 */
export async function rotateApiKey({
  ctx,
  input: { keyId, overlapSeconds },
}: RotateApiKeyInput): Promise<CreatedApiKeyResponse> {
  requirePermission(ctx, 'api-keys:write');
  const { db, orgId, now } = ctx;
  const key = makeApiKey(ctx.keyEnvironment);
  const overlapUntil = overlapSeconds === 0 ? null : new Date(now.getTime() + overlapSeconds * 1_000);
  return db.transaction(async (transaction) => {
    const documents = await readKey(ctx, transaction, keyId);
    const { reference, known, hashes } = documents;
    requireNotRevoked(known);
    requireNotExpired(known, now);
    requireWithinCaller(ctx, known);
    const change = { hint: apiKeyHint(key), rotatedAt: now, overlapUntil };
    const rotated = { ...known, ...change };
    transaction.update(reference, change);
    transaction.create(apiKeyHashDocument(db.firestore, hashApiKey(key)), {
      ...hashOf(orgId, keyId, rotated),
      organizationStatus: inForce(documents)?.data().organizationStatus ?? 'active',
    });
    for (const hash of hashes) {
      if (hash === inForce(documents) && overlapUntil !== null)
        transaction.update(hash.ref, { overlapUntil });
      else transaction.delete(hash.ref);
    }
    recordAudit(ctx, transaction, {
      verb: 'rotate',
      type: 'api-key',
      id: keyId,
      before: known,
      after: rotated,
    });
    forgetAfter(ctx, transaction, hashes);
    return { keyId, ...rotated, key };
  });
}

/** The secret that nothing has replaced yet. */
const inForce = ({ hashes }: KeyDocuments) => hashes.find((hash) => hash.data().overlapUntil === null);

function requireNotExpired({ expiresAt }: ApiKey, now: Date): void {
  if (expiresAt === null || expiresAt > now) return;
  throw new DomainError(
    'failed-precondition',
    'API_KEY_ENDED',
    `the API key expired at ${expiresAt.toISOString()}, and so would its new secret: extend it first`,
    { extensions: { expiresAt: expiresAt.toISOString() } },
  );
}
