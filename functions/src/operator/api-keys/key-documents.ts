import type { DocumentReference, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { ApiKey, ApiKeyHash } from '../../contracts/api-key.ts';
import { DomainError, notFound } from '../../contracts/errors.ts';
import { apiKeyHashCollection, collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';

/** A key with the hashes of its secrets: one, two while it is being rotated, none once it is revoked. */
export interface KeyDocuments {
  readonly reference: DocumentReference<ApiKey>;
  readonly known: ApiKey;
  readonly hashes: readonly QueryDocumentSnapshot<ApiKeyHash>[];
}

/**
 * Reads all of a key, so that a verb changes all of it. Query: equality on `orgId` and `keyId`.
 *
 * @throws DomainError `not-found` for a key that is not there, or another organization's
 */
export async function readKey(
  { db, orgId }: Ctx,
  transaction: MeteredTransaction,
  keyId: string,
): Promise<KeyDocuments> {
  const reference = collection(db.firestore, orgId, 'api_keys').doc(keyId);
  const known = (await transaction.get(reference)).data();
  if (known === undefined) throw notFound('API key', keyId);
  const ofKey = apiKeyHashCollection(db.firestore).where('orgId', '==', orgId).where('keyId', '==', keyId);
  return { reference, known, hashes: await transaction.query(ofKey) };
}

/** Once the transaction is there, this instance forgets what it remembers of these secrets. */
export function forgetAfter(
  { forgetApiKey }: Ctx,
  transaction: MeteredTransaction,
  hashes: readonly { readonly id: string }[],
): void {
  transaction.afterCommit(async () => {
    for (const { id } of hashes) forgetApiKey?.(id);
  });
}

/** What authentication is to find of a new secret of a key. */
export function hashOf(
  orgId: string,
  keyId: string,
  { scopes, metricPrefixes, addresses, expiresAt }: ApiKey,
): ApiKeyHash {
  return {
    ...{ orgId, keyId, scopes, metricPrefixes, addresses, expiresAt },
    overlapUntil: null,
    lastUsedAt: null,
    organizationStatus: 'active',
  };
}

/** A revoked key stays as it is: timelines name it. */
export function requireNotRevoked({ revokedAt }: ApiKey): void {
  if (revokedAt === null) return;
  throw new DomainError(
    'failed-precondition',
    'API_KEY_REVOKED',
    `the API key was revoked at ${revokedAt.toISOString()} and does not come back: create another`,
    { extensions: { revokedAt: revokedAt.toISOString() } },
  );
}
